/**
 * The upload backend below /upload of a Next app that has a login of its own. Install `wx-oss-upload-server`, fill in
 * .env.example as .env, then `npm run build && npm start`.
 * 已有登录的 Next 应用，上传后端在 /upload 下。安装 wx-oss-upload-server，按 .env.example 填写 .env，再运行上面的命令。
 */
import { createApp, readEnvironment } from 'wx-oss-upload-server'
import { defineRoutes, route } from 'wx-oss-upload-server/routes'
import { userOf } from './login'

const routes = defineRoutes({
  photo: route({
    accept: ['image/jpeg', 'image/png', 'image/webp', 'image/heic'],
    maxSize: '20MB',
    // Write a record of your own here. 在这里写入您自己的记录。
    onStored: async ({ user, file }) => ({ owner: user.id, key: file.key }),
  }),
})

/** `next build` loads the module without the environment, so the backend is created at the first request. */
let app

export function upload() {
  app ??= createApp(readEnvironment(process.env), {
    routes,
    // Next keeps the path as it is. Next 不改变路径。
    basePath: '/upload',
    identity: async (request) => {
      const user = userOf(request.headers.get('authorization'))
      return user && { id: user.id, kind: 'app', issuer: 'app' }
    },
    // A Request has no socket. This is the address that your proxy has seen. Request 没有 socket，这里用代理看到的地址。
    clientAddress: (request) => request.headers.get('x-forwarded-for')?.split(',').pop()?.trim(),
  })
  return app
}
