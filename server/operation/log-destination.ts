import { pino } from 'pino'

/** Bytes that wait to be written. Further lines are dropped. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024
/** Time for the last lines, because the reader of the log may have stopped reading. */
const GRACE_MS = 1000

/**
 * Standard output, written in the background: neither a slow reader of the log nor a full disk may delay requests or
 * fill the memory. A failed write is retried with the next line.
 */
export function logDestination() {
  const destination = pino.destination({ sync: false, maxLength: MAX_WAITING_BYTES })
  let isReaderGone = false
  // Without a listener an error would end the process.
  destination.on('error', ({ code }: NodeJS.ErrnoException) => {
    isReaderGone ||= code === 'EPIPE'
  })
  /** Writes the last lines if possible, and ends the process. */
  function exit(): void {
    const end = (): void => {
      // pino calls `flushSync` at exit, which would retry for ever.
      destination.flushSync = () => {}
      process.exit(0)
    }
    // After EPIPE pino has closed the destination and emits no further event.
    if (isReaderGone) end()
    // What still fails in the background has nowhere to be written; without this, a write would throw.
    destination.write = () => false
    destination.once('error', end)
    destination.once('close', end)
    destination.end()
    // `process.exit` would wait for the thread that writes, which waits for the reader.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE_MS)
  }
  return { destination, exit }
}
