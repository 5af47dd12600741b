import { createServer } from 'node:net'

/** The ports of `npm start`. They are fixed, since the mini-program's `app.ts` has the backend's address. */
export const USUAL_PORTS = { oss: 7480, services: 7481, backend: 7482, preview: 7483, web: 7484 }

/** The ports of `compose.yaml`, which may run beside `npm start`. */
export const COMPOSE_PORTS = { oss: 7490, services: 7491, backend: 7492, wechat: 7493, redis: 7494 }

/** The port if it is free, else 0, which means any free port. */
export function freePort(port: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(0))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)))
  })
}
