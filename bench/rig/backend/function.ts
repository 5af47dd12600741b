/** The backend as one file on Function Compute, in the runtime where a function listens on a port. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp, defineRoutes, nodeListener, readEnvironment, route } from '../../../server/index'

const routes = defineRoutes({ photo: route({ accept: ['image/*'], maxSize: '20MB' }) })
const app = createApp(readEnvironment(process.env), { routes })
const server = createServer(nodeListener(app)).listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`)
})
