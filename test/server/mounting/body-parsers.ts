/** Apps that mount the backend where it does not belong: behind their body parsers. Its `basePath` is `/upload`. */
import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { All, Controller, Module, Req, Res } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import express, { type Request, type RequestHandler, type Response } from 'express'
import fastify from 'fastify'
import Koa from 'koa'
import koaBodyParser from 'koa-bodyparser'
import { type App, nodeListener } from '../../../server/index'

function behindExpress(...parsers: RequestHandler[]) {
  return async (app: App): Promise<Server> => {
    const site = express()
    site.use(...parsers)
    site.use(nodeListener(app))
    return createServer(site)
  }
}

async function behindKoa(app: App): Promise<Server> {
  const upload = nodeListener(app)
  const site = new Koa()
  site.use(koaBodyParser())
  site.use(async (context) => {
    context.respond = false
    await upload(context.req, context.res)
  })
  return createServer(site.callback())
}

async function behindFastify(app: App): Promise<Server> {
  const upload = nodeListener(app)
  const site = fastify()
  site.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
    done(null, body),
  )
  site.all('/upload/*', async (request, reply) => {
    reply.hijack()
    await upload(request.raw, reply.raw)
  })
  await site.ready()
  return site.server
}

/** NestJS adds its body parsers by itself, before all controllers. */
async function behindNest(app: App): Promise<Server> {
  const upload = nodeListener(app)
  class UploadController {
    handle(request: Request, response: Response): Promise<void> {
      return upload(request, response)
    }
  }
  // Decorators are functions. The compiler of the tests has no syntax for them.
  const method = Object.getOwnPropertyDescriptor(UploadController.prototype, 'handle') ?? {}
  Controller('upload')(UploadController)
  All('*path')(UploadController.prototype, 'handle', method)
  Req()(UploadController.prototype, 'handle', 0)
  Res()(UploadController.prototype, 'handle', 1)
  class SiteModule {}
  Module({ controllers: [UploadController] })(SiteModule)
  const site = await NestFactory.create(SiteModule, { logger: false })
  await site.init()
  return site.getHttpServer() as Server
}

/** A route handler of Next, or of any other host that passes a Request, whose app has looked into the body. */
async function behindFetchHandler(app: App): Promise<Server> {
  const handler = getRequestListener(
    async (request) => {
      await request.text()
      return app.fetch(request)
    },
    { overrideGlobalObjects: false },
  )
  return createServer(handler)
}

/** A host that makes a new Request of an old one's headers, and forgets the body. */
async function behindCopy(app: App): Promise<Server> {
  const handler = getRequestListener(
    async ({ url, method, headers }) => app.fetch(new Request(url, { method, headers })),
    { overrideGlobalObjects: false },
  )
  return createServer(handler)
}

export const BEHIND: Record<string, (app: App) => Promise<Server>> = {
  'express.json() and express.urlencoded()': behindExpress(express.json(), express.urlencoded({ extended: true })),
  'express.raw()': behindExpress(express.raw({ type: () => true })),
  'koa-bodyparser': behindKoa,
  'the parsers of Fastify': behindFastify,
  'the parsers of NestJS': behindNest,
  'a route handler that reads the body': behindFetchHandler,
  'a host that forgets the body': behindCopy,
}
