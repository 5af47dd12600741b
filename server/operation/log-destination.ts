import { pino } from 'pino'

/** That wait to be written; what comes beyond is dropped. */
const MOST_BYTES = 16 * 1024 * 1024
/** For the last lines: whoever reads them may have stalled. */
const GRACE_MS = 1000

/**
 * Standard output, written in the background: neither a reader that is slow to take the log's lines nor a full disk may
 * hold up requests, or fill the memory. What could not be written is tried again with the next line.
 */
export function logDestination() {
  const destination = pino.destination({ sync: false, maxLength: MOST_BYTES })
  let isReaderGone = false
  // An error that nobody listens to would end the process.
  destination.on('error', ({ code }: NodeJS.ErrnoException) => {
    isReaderGone ||= code === 'EPIPE'
  })
  /** Ends the process with the last lines written, if they can be. */
  function exit(): void {
    const end = (): void => {
      // pino's own, at the exit, would try for ever.
      destination.flushSync = () => {}
      process.exit(0)
    }
    // pino has let go of it by then, and tells nothing more.
    if (isReaderGone) end()
    destination.once('error', end)
    destination.once('close', end)
    destination.end()
    // `exit` would wait for the thread that waits for the reader.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE_MS)
  }
  return { destination, exit }
}
