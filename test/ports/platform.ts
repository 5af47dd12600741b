import type { Clock, Ports } from '../../miniprogram/uploader/core/ports'
import type { SeenLifecycle } from './seen-lifecycle'

/** One platform, as the suites meet it: its ports, and what stands around them. */
export interface Platform {
  /** Those of the present run of the app. */
  ports(): Pick<Ports, 'transport' | 'files' | 'store'>
  lifecycle(): SeenLifecycle
  /** Runs an experiment where the clock is, maybe in a page: it stands alone, but for what it is given. */
  withClock<T, Given extends (string | number)[]>(
    experiment: (clock: Clock, ...given: Given) => Promise<T>,
    ...given: Given
  ): Promise<T>
  /** A file with these bytes, as a picker would give it; its local path. */
  file(name: string, bytes: Uint8Array): Promise<string>
  /** Other bytes for it, of another size. */
  rewrite(path: string, bytes: Uint8Array): Promise<void>
  /** Of a file that is not there. */
  missingPath: string
  /** The app is started anew: what is kept is kept. */
  restart(): Promise<void>
  /** The app goes where it cannot work. */
  hide(): Promise<void>
  show(): Promise<void>
  setOnline(is: boolean): Promise<void>
  /** What went wrong and nobody caught. */
  failures(): Promise<string[]>
  farEnd: FarEnd
  /** Waits, letting time pass where it is virtual. */
  settle<T>(promise: Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Whoever the transport speaks to. */
export interface FarEnd {
  url: string
  /** What it does with requests from now on; at first it answers 200. */
  behave(behaviour: Behaviour): void
  /** Requests that have come in whole. */
  received(): Promise<Received[]>
  /** Requests under way. */
  open(): number
}

/** `breaks`: the connection ends without an answer. */
export type Behaviour = Answer | 'hangs' | 'breaks'

export interface Answer {
  status: number
  headers?: Record<string, string>
  body?: string
}

export interface Received {
  method: string
  headers: Record<string, string | undefined>
  body: Buffer
  /** Of a form: name and bytes of each field, in their order. */
  form?: [name: string, bytes: Buffer][]
}
