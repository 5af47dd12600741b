import { createServer, type Server } from 'node:http'
import Koa from 'koa'
import { type App, nodeListener } from '../../../server/index'

/** Koa keeps the path: create the app with `basePath: '/upload'`. Mount the backend before any body parser. */
export async function withKoa(app: App): Promise<Server> {
  const upload = nodeListener(app)
  const site = new Koa()
  site.use(async (context, next) => {
    if (!context.path.startsWith('/upload/')) return next()
    // Otherwise Koa would send an answer of its own after this function returns.
    context.respond = false
    await upload(context.req, context.res)
  })
  site.use((context) => {
    context.body = 'the app’s own page'
  })
  return createServer(site.callback())
}
