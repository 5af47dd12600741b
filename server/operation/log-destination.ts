import { pino } from 'pino'

/** That wait to be written; what comes beyond is dropped. */
const MOST_BYTES = 16 * 1024 * 1024
/** For the last lines: whoever reads them may have stalled. */
const GRACE_MS = 1000

/**
 * Standard output, written in the background: a reader that is slow to take the log's lines must not hold up requests,
 * nor fill the memory.
 */
export function logDestination() {
  const destination = pino.destination({ sync: false, maxLength: MOST_BYTES })
  let isClosed = false
  // The reader is gone. pino throws the lines away from then on.
  destination.once('error', () => {
    isClosed = true
  })
  /** Ends the process with the last lines written. */
  function exit(): void {
    const end = (): void => process.exit(0)
    if (isClosed) end()
    destination.once('error', end)
    destination.once('close', end)
    destination.end()
    // `exit` would wait for the reader, for ever.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE_MS)
  }
  return { destination, exit }
}
