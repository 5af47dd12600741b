/** One call to `wx`. Synchronous calls and listeners are not logged. */
export interface LoggedCall {
  api: string
  /** For `uploadFile` and `request`. */
  url?: string
  /** HTTP status, after the answer has arrived. */
  status?: number
  /** Bytes of the HTTP body that were handed to the socket. */
  sentBytes?: number
  /** `…:ok` or `…:fail …`, after the call has settled. */
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
