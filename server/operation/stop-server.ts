import type { Server } from 'node:http'

/** Interval at which idle keep-alive connections are closed, ms. */
const SWEEP_MS = 100

/**
 * Accepts no new connections, and waits until all current requests are answered. After `graceMs` the remaining
 * connections are closed.
 * @returns whether all requests were answered.
 */
export async function stopServer(server: Server, graceMs: number): Promise<boolean> {
  let isDrained = true
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
  const deadline = setTimeout(() => {
    isDrained = false
    server.closeAllConnections()
  }, graceMs)
  await new Promise<void>((closed) => server.close(() => closed()))
  clearInterval(sweep)
  clearTimeout(deadline)
  return isDrained
}
