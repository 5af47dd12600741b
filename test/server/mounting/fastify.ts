import type { Server } from 'node:http'
import fastify from 'fastify'
import { type App, nodeListener } from '../../../server/index'

/** Fastify keeps the path: create the app with `basePath: '/upload'`, in a scope of its own without body parsers. */
export async function withFastify(app: App): Promise<Server> {
  const upload = nodeListener(app)
  const site = fastify()
  site.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.all('/upload/*', async (request, reply) => {
      reply.hijack()
      await upload(request.raw, reply.raw)
    })
  })
  site.get('/*', async () => 'the app’s own page')
  await site.ready()
  return site.server
}
