import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { pino } from 'pino'
import { createApp } from './app'
import { type Config, readConfig } from './config'

/** The stand-alone backend: the only file that opens a port. */
function main(): void {
  const config = configOrExit()
  const log = pino({ level: config.logLevel ?? 'info' })
  const app = createApp(config, { log })
  log.warn('No identity is configured: every call is answered 401. Pass one to createApp, see server/index.ts.')
  const server = serve({ fetch: app.fetch, port: config.port }, ({ port }: AddressInfo) => {
    log.info({ port }, 'listening')
  })
  // Requests under way are answered; then nothing keeps the process.
  const stop = (): void => {
    server.close()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

function configOrExit(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exit(1)
  }
}

main()
