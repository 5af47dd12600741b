import { createServer } from 'node:net'

/** Fixed, since the mini-program's `app.ts` has the backend's address. */
export const USUAL_PORTS = { oss: 7480, services: 7481, backend: 7482, preview: 7483, web: 7484 }

/** The port if nobody listens there, else 0: any free one. */
export function freePort(port: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(0))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)))
  })
}
