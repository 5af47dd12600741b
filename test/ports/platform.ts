import type { Clock, Ports } from '../../miniprogram/uploader/core/ports'
import type { SeenLifecycle } from './seen-lifecycle'

/** One platform under test: its ports, and what the tests control around them. */
export interface Platform {
  /** The ports of the current run of the app. */
  ports(): Pick<Ports, 'transport' | 'files' | 'store'>
  lifecycle(): SeenLifecycle
  /** Runs an experiment where the clock is, perhaps in a page: the function may use only its arguments. */
  withClock<T, Given extends (string | number)[]>(
    experiment: (clock: Clock, ...given: Given) => Promise<T>,
    ...given: Given
  ): Promise<T>
  /** Makes a file with these bytes, as a picker would. Resolves with its local path. */
  file(name: string, bytes: Uint8Array): Promise<string>
  /** Gives the file other bytes, of another size. */
  rewrite(path: string, bytes: Uint8Array): Promise<void>
  /** The path of a file that does not exist. */
  missingPath: string
  /** Restarts the app, which keeps what it stored. */
  restart(): Promise<void>
  /** Brings the app where it cannot work. */
  hide(): Promise<void>
  show(): Promise<void>
  setOnline(is: boolean): Promise<void>
  /** Errors that were not caught. */
  failures(): Promise<string[]>
  farEnd: FarEnd
  /** Waits, and lets time pass where it is virtual. */
  settle<T>(promise: Promise<T>): Promise<T>
  close(): Promise<void>
}

/** The server that the transport talks to. */
export interface FarEnd {
  url: string
  /** Sets how it treats requests from now on. At first it answers 200. */
  behave(behaviour: Behaviour): void
  /** Requests that have arrived completely. */
  received(): Promise<Received[]>
  /** The number of open requests. */
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
  /** The name and bytes of each field of a form, in order. */
  form?: [name: string, bytes: Buffer][]
}
