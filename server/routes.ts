/** What may be uploaded: the file to edit. Each name is a `route` of the mini-program's calls. */
import { defineRoutes, route } from './define-routes/route'

export const routes = defineRoutes({
  photo: route({
    accept: ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/heic'],
    maxSize: '20MB',
  }),
  video: route({
    accept: ['video/mp4', 'video/quicktime'],
    maxSize: '2GB',
  }),
  file: route({
    accept: [
      'application/pdf',
      'application/msword',
      'application/vnd.ms-excel',
      'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      'application/zip',
      'text/plain',
    ],
    maxSize: '100MB',
  }),
})

/** `import type { Routes }` of the page: `createUploader<Routes>({ … })`. */
export type Routes = typeof routes
