import type { Server } from 'node:http'

/** Idle connections of clients that keep them alive are looked for this often, ms. */
const SWEEP_MS = 100

/**
 * Takes no new connection, lets requests under way be answered, then ends. After `graceMs` those that are left are cut.
 * @returns whether all were answered.
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
