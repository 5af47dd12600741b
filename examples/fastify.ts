/**
 * A Fastify app with a login of its own, and the upload backend below /upload. Fill in .env.example as .env, then:
 * 已有登录的 Fastify 应用，上传后端挂载在 /upload 下。先按 .env.example 填写 .env，再运行：
 *
 *     npx tsx --tsconfig examples/tsconfig.json --env-file=.env examples/fastify.ts
 */
import fastify from 'fastify'
import { createApp, nodeListener, readEnvironment } from 'wx-oss-upload-server'
import { identity, logIn, userOf } from './login'
import { routes } from './routes'

const settings = readEnvironment(process.env)
// Fastify keeps the path as it is. Fastify 不改变路径。
const upload = nodeListener(createApp(settings, { routes, identity, basePath: '/upload' }))

const site = fastify()
// A scope of its own, in which no parser reads the body. 单独的作用域，其中没有解析器读取请求体。
site.register(async (scope) => {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
  scope.all('/upload/*', async (request, reply) => {
    // The backend answers by itself. 后端自己发送响应。
    reply.hijack()
    await upload(request.raw, reply.raw)
  })
})
site.post<{ Body: { name: string } }>('/login', async (request) => logIn(request.body.name))
site.get('/me', async (request) => userOf(request.headers.authorization) ?? null)

const address = await site.listen({ port: settings.port, host: '::' })
console.log(`listening on ${new URL(address).port}`)
