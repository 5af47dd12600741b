import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { serve } from '@hono/node-server'
import { type Logger, pino } from 'pino'
import { type App, createApp } from './app'
import { readEnvironment, type Settings } from './config/read-environment'
import type { RouteTable } from './define-routes/route'
import { createMetrics } from './metrics/metrics'
import { logDestination } from './operation/log-destination'
import { stopServer } from './operation/stop-server'
import { readRoutesFile } from './routes-file/read-routes-file'
import { reloadRoutes } from './routes-file/reload-routes'

/** Bodies are small, so a whole request must arrive soon. Node checks for late requests at an interval. ms, bytes. */
const SERVER_OPTIONS = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 2000,
  // A token of 16 KB, and the other headers.
  maxHeaderSize: 32 * 1024,
}

/**
 * Load balancers close idle connections after 15 s (Alibaba Cloud) or 60 s (nginx). The backend must close them later,
 * or a load balancer sends a request into a connection that was just closed.
 */
const KEEP_ALIVE_MS = 65_000

/**
 * After SIGTERM a load balancer needs some seconds to see that /readyz answers 503, and to remove the backend from its
 * list. Until then new connections are still served. Together with the next two shorter than Docker's 10 s.
 */
const LINGER_MS = 3000
/** Longer than a callback's deadline. */
const GRACE_MS = 5000
/** For the removals that began with the last answers. */
const SETTLE_MS = 1000

/** The stand-alone backend. Only this file opens a port. */
async function main(): Promise<void> {
  const { settings, routes, routesFile } = await startOrExit()
  const { identity, port } = settings
  const { destination, exit } = logDestination()
  const log = pino({ level: settings.logLevel ?? 'info' }, destination)
  const app = createApp(settings, { routes, metrics: createMetrics({ withProcess: true }), log })
  const server = serve({ fetch: app.fetch, port, serverOptions: SERVER_OPTIONS }, (address: AddressInfo) =>
    log.info({ port: address.port, identity: identity?.kind }, 'listening'),
  ) as Server
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.once('error', (error) => {
    log.fatal({ message: error.message }, 'cannot listen')
    process.exitCode = 1
  })
  process.once('SIGTERM', () => void stop(app, server, log, LINGER_MS).then(exit))
  // Somebody at a terminal waits for the end.
  process.once('SIGINT', () => void stop(app, server, log, 0).then(exit))
  const file = { path: routesFile, folder: process.cwd(), buckets: Object.keys(settings.buckets ?? {}), log }
  process.on('SIGHUP', () => void reloadRoutes(file, app.replaceRoutes))
}

async function stop(app: App, server: Server, log: Logger, lingerMs: number): Promise<void> {
  app.stop()
  await setTimeout(lingerMs)
  const isDrained = await stopServer(server, GRACE_MS)
  await Promise.race([app.settled(), setTimeout(SETTLE_MS, undefined, { ref: false })])
  log.info(isDrained ? 'stopped' : 'stopped; some requests were cut')
}

interface Start {
  settings: Settings
  routes: RouteTable
  /** Path of the routes file. */
  routesFile: string
}

/** Prints what is missing or wrong, without a stack, and ends the process. */
async function startOrExit(): Promise<Start> {
  try {
    const settings = readEnvironment(process.env)
    const { routesFile } = settings
    if (!routesFile) throw new Error(NO_ROUTES)
    const buckets = Object.keys(settings.buckets ?? {})
    return { settings, routesFile, routes: await readRoutesFile(routesFile, process.cwd(), buckets) }
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exit(1)
  }
}

/** The backend opens nothing that its operator has not written. */
const NO_ROUTES = `ROUTES: expected the path of a file that says what may be uploaded: routes.yaml, .json, .js.
"wx-oss-upload-server setup routes" writes a first one.`

await main()
