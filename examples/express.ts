/**
 * An Express app with a login of its own, and the upload backend below /upload. Fill in .env.example as .env, then:
 * 已有登录的 Express 应用，上传后端挂载在 /upload 下。先按 .env.example 填写 .env，再运行：
 *
 *     npx tsx --tsconfig examples/tsconfig.json --env-file=.env examples/express.ts
 */
import type { AddressInfo } from 'node:net'
import express from 'express'
import { createApp, nodeListener, readEnvironment } from 'wx-oss-upload-server'
import { identity, logIn, userOf } from './login'
import { routes } from './routes'

const settings = readEnvironment(process.env)
const upload = createApp(settings, { routes, identity })

const site = express()
// Before the body parser. Express removes /upload from the path. 必须在解析请求体之前；Express 会去掉路径中的 /upload。
site.use('/upload', nodeListener(upload))
site.use(express.json())
site.post('/login', (request, response) => void response.json(logIn(request.body.name)))
site.get('/me', (request, response) => void response.json(userOf(request.headers.authorization) ?? null))

const server = site.listen(settings.port, () => {
  console.log(`listening on ${(server.address() as AddressInfo).port}`)
})
