import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { type Logger, pino } from 'pino'
import { type App, createApp } from './app'
import { configuredIdentity } from './identity/configured'
import { createMetrics } from './metrics/metrics'
import { stopServer } from './operation/stop-server'
import { readEnvironment, type Settings } from './read-environment'

/** For whole requests; bodies are small. Node looks for late ones only so often. ms, bytes. */
const SERVER_OPTIONS = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 2000,
  maxHeaderSize: 16 * 1024,
}
/** Longer than load balancers keep theirs (Alibaba's 15 s, nginx's 60 s), or they send into a connection just closed. */
const KEEP_ALIVE_MS = 65_000
/** Longer than a callback's deadline, shorter than what Docker and Kubernetes give (10 s, 30 s). */
const GRACE_MS = 8000
/** For the last lines of the log: whoever reads it may have stalled. */
const LOG_GRACE_MS = 1000
/** That wait to be written; what comes beyond is dropped. */
const MOST_LOG_BYTES = 16 * 1024 * 1024

/** Where the lines of the log go. */
type Written = ReturnType<typeof pino.destination>

/** The stand-alone backend: the only file that opens a port. */
function main(): void {
  const settings = settingsOrExit()
  const { config, identity, door } = settings
  // Written in the background: a log that is slow to take its lines must not hold up requests, nor fill the memory.
  const written = pino.destination({ sync: false, maxLength: MOST_LOG_BYTES })
  const log = pino({ level: config.logLevel ?? 'info' }, written)
  if (!identity) log.warn('No identity is configured: every call is answered 401. Set WECHAT_APPID and WECHAT_SECRET.')
  const app = createApp(config, {
    ...door,
    ...(identity && { identity: configuredIdentity(identity, config.secrets) }),
    metrics: createMetrics({ withProcess: true }),
    log,
  })
  const server = serve(
    { fetch: app.fetch, port: config.port, serverOptions: SERVER_OPTIONS },
    ({ port }: AddressInfo) => log.info({ port, identity: identity?.kind }, 'listening'),
  ) as Server
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.once('error', (error) => {
    log.fatal({ message: error.message }, 'cannot listen')
    process.exitCode = 1
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(app, server, log, written))
}

async function stop(app: App, server: Server, log: Logger, written: Written): Promise<void> {
  app.stop()
  const isDrained = await stopServer(server, GRACE_MS)
  log.info(isDrained ? 'stopped' : 'stopped; some requests were cut')
  // `exit` would wait for whoever reads the log, for ever.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), LOG_GRACE_MS)
  written.once('close', () => process.exit(0))
  written.end()
}

function settingsOrExit(): Settings {
  try {
    return readEnvironment(process.env)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exit(1)
  }
}

main()
