import { createServer, type Server } from 'node:http'
import express from 'express'
import { type App, nodeListener } from '../../../server/index'

/** Express removes `/upload` by itself. Mount the backend before `express.json()`, which would consume the bodies. */
export async function withExpress(app: App): Promise<Server> {
  const site = express()
  site.use('/upload', nodeListener(app))
  site.use(express.json())
  site.all('/{*path}', (_, response) => void response.send('the app’s own page'))
  return createServer(site)
}
