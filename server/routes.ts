/** What may be uploaded. Edit this file: each name is a `route` that the mini-program can upload to. */
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

/** The page imports this type: `createUploader<Routes>({ … })`. */
export type Routes = typeof routes
