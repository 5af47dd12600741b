/**
 * A NestJS app with a login of its own, and the upload backend below /upload. Fill in .env.example as .env, then:
 * 已有登录的 NestJS 应用，上传后端挂载在 /upload 下。先按 .env.example 填写 .env，再运行：
 *
 *     npx tsx --tsconfig examples/tsconfig.json --env-file=.env examples/nest.ts
 */
import 'reflect-metadata'
import { Body, Controller, Get, Headers, Module, Post } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { createApp, nodeListener, readEnvironment } from 'wx-oss-upload-server'
import { identity, logIn, userOf } from './login'
import { routes } from './routes'

@Controller()
class SiteController {
  @Post('login')
  login(@Body() body: { name: string }) {
    return logIn(body.name)
  }

  @Get('me')
  me(@Headers('authorization') authorization?: string) {
    return JSON.stringify(userOf(authorization) ?? null)
  }
}

@Module({ controllers: [SiteController] })
class SiteModule {}

const settings = readEnvironment(process.env)
const upload = createApp(settings, { routes, identity })

const site = await NestFactory.create<NestExpressApplication>(SiteModule)
// Before `listen`, which adds the body parsers. A controller or `MiddlewareConsumer` would come after them.
// 必须在 listen 之前，因为 listen 会添加解析请求体的中间件。Controller 和 MiddlewareConsumer 都在它们之后。
site.use('/upload', nodeListener(upload))
await site.listen(settings.port)
console.log(`listening on ${new URL(await site.getUrl()).port}`)
