/** The JSON messages between a test in Node and the ports in a page; bytes are base64. */

export type Outcome<T> = { value: T } | { error: { code: string; params: Record<string, string | number> } }

export interface RemoteRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  url: string
  headers: Record<string, string>
  text?: string
  bytes?: string
  slice?: RemoteSlice
  timeoutMs: number
}

/** A range of an open file, in bytes. */
export interface RemoteSlice {
  id: number
  position: number
  length: number
}

export interface RemoteForm {
  url: string
  fields: Record<string, string>
  path: string
  timeoutMs: number
}

export interface RemoteAnswer {
  status: number
  headers: Record<string, string>
  text: string
}

/** `id` names a request that can be cancelled, or an open file. */
export interface RemotePorts {
  /** About the file in the page's input. */
  pathOfChosen(): string
  send(id: number, request: RemoteRequest, isStopped: boolean): Promise<Outcome<RemoteAnswer>>
  sendForm(id: number, form: RemoteForm, isStopped: boolean): Promise<Outcome<RemoteAnswer>>
  stop(id: number): void
  stat(path: string): Promise<Outcome<{ size: number; modified?: number }>>
  open(id: number, path: string): Promise<Outcome<null>>
  read(id: number, position: number, length: number): Promise<Outcome<string>>
  /** @param work names the computation, so that it can be cancelled */
  crc64(work: number, slice: RemoteSlice): Promise<Outcome<{ high: number; low: number } | null>>
  close(id: number): Promise<Outcome<null>>
  get(key: string): Promise<Outcome<unknown>>
  set(key: string, value: unknown): Promise<Outcome<null>>
  remove(key: string): Promise<Outcome<null>>
  pick(options: {
    count?: number
    accept?: 'image' | 'video' | 'media' | 'file'
    extension?: string[]
  }): Promise<{ path: string; name: string; size: number; kind: string }[]>
  obstacle(): string | null
  /** Subscribes to the lifecycle with an id: see `watcher.ts`. */
  watch(id: number, isOnce: boolean): void
  found(id: number): (string | null)[]
  unwatch(id: number): void
  keepAwake(on: boolean): void
  network(): { type: string; weak: boolean; bytesPerSecond?: number }
}
