/** What may be uploaded. Edit this file: each name is a `route` that the mini-program can upload to. */
import { defineRoutes, route } from './define-routes/route'

export const routes = defineRoutes({
  photo: route({
    accept: [
      'image/jpeg',
      'image/png',
      'image/webp',
      'image/gif',
      'image/heic',
      'image/heif',
      'image/avif',
      'image/bmp',
      'image/tiff',
      'image/x-adobe-dng',
    ],
    maxSize: '20MB',
  }),
  video: route({ accept: ['video/*'], maxSize: '2GB' }),
  audio: route({ accept: ['audio/*'], maxSize: '500MB' }),
  file: route({
    accept: [
      'application/pdf',
      'application/ofd',
      'text/rtf',
      // Microsoft Office
      'application/msword',
      'application/vnd.ms-excel',
      'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      'application/vnd.openxmlformats-officedocument.presentationml.slideshow',
      'application/vnd.ms-word.document.macroenabled.12',
      'application/vnd.ms-excel.sheet.macroenabled.12',
      'application/vnd.ms-excel.sheet.binary.macroenabled.12',
      'application/vnd.ms-powerpoint.presentation.macroenabled.12',
      // OpenDocument
      'application/vnd.oasis.opendocument.text',
      'application/vnd.oasis.opendocument.spreadsheet',
      'application/vnd.oasis.opendocument.presentation',
      // WPS Office
      'application/vnd.ms-works',
      'application/x-et',
      'application/x-dps',
      // Texts and tables
      'text/plain',
      'text/markdown',
      'text/csv',
      'text/tab-separated-values',
      'application/json',
      // Archives
      'application/zip',
      'application/vnd.rar',
      'application/x-7z-compressed',
      'application/gzip',
      'application/x-tar',
    ],
    maxSize: '100MB',
  }),
})

/** The page imports this type: `createUploader<Routes>({ … })`. */
export type Routes = typeof routes
