/**
 * A Koa app with a login of its own, and the upload backend below /upload. Fill in .env.example as .env, then:
 * 已有登录的 Koa 应用，上传后端挂载在 /upload 下。先按 .env.example 填写 .env，再运行：
 *
 *     npx tsx --tsconfig examples/tsconfig.json --env-file=.env examples/koa.ts
 */
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import bodyParser from 'koa-bodyparser'
import { createApp, nodeListener, readEnvironment } from 'wx-oss-upload-server'
import { identity, logIn, userOf } from './login'
import { routes } from './routes'

const settings = readEnvironment(process.env)
// Koa keeps the path as it is. Koa 不改变路径。
const upload = nodeListener(createApp(settings, { routes, identity, basePath: '/upload' }))

const site = new Koa()
// Before the body parser. 必须在解析请求体之前。
site.use(async (context, next) => {
  if (!context.path.startsWith('/upload/')) return next()
  // The backend answers by itself. 后端自己发送响应。
  context.respond = false
  await upload(context.req, context.res)
})
site.use(bodyParser())
site.use(async (context) => {
  if (context.path === '/login') context.body = logIn((context.request.body as { name: string }).name)
  if (context.path === '/me') context.body = JSON.stringify(userOf(context.headers.authorization) ?? null)
})

const server = site.listen(settings.port, () => {
  console.log(`listening on ${(server.address() as AddressInfo).port}`)
})
