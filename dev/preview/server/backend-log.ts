import { type Logger, pino } from 'pino'

/** One line of the backend's log: a request that it answered. */
export interface BackendLine {
  requestId: string
  method: string
  path: string
  status: number
  ms: number
  code?: string
}

export interface BackendLog {
  /** The backend writes here. */
  log: Logger
  /** The listener is called for each later request. */
  onLine(listener: (line: BackendLine) => void): void
}

export function createBackendLog(): BackendLog {
  const listeners = new Set<(line: BackendLine) => void>()
  const write = (text: string): void => {
    const line = JSON.parse(text) as Partial<BackendLine>
    if (line.method === undefined || line.path === undefined) return
    for (const listener of listeners) listener(line as BackendLine)
  }
  return {
    log: pino({ level: 'info' }, { write }),
    onLine: (listener) => void listeners.add(listener),
  }
}
