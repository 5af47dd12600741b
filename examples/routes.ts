/** What may be uploaded. 可以上传什么。 */
import { defineRoutes, route } from 'wx-oss-upload-server/routes'

export const routes = defineRoutes({
  photo: route({
    accept: ['image/jpeg', 'image/png', 'image/webp', 'image/heic'],
    maxSize: '20MB',
    // Write a record of your own here. 在这里写入您自己的记录。
    onStored: async ({ user, file }) => ({ owner: user.id, key: file.key }),
  }),
})

export type Routes = typeof routes
