/** One call to `wx`. Synchronous calls and listeners are not written down. */
export interface LoggedCall {
  api: string
  /** Of `uploadFile` and `request`. */
  url?: string
  /** HTTP status, once an answer has come. */
  status?: number
  /** Bytes of the HTTP body that were handed to the socket. */
  sentBytes?: number
  /** `…:ok` or `…:fail …`, once settled. */
  errMsg?: string
}

export interface CallLog {
  entries: LoggedCall[]
  write(call: LoggedCall): LoggedCall
}

export function createCallLog(): CallLog {
  const entries: LoggedCall[] = []
  return {
    entries,
    write(call) {
      entries.push(call)
      return call
    },
  }
}
