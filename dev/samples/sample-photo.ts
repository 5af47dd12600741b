import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Path of the photo that `npm start` and `npm run demo` upload, relative to the working directory. */
export const SAMPLE_PHOTO = relative('', fileURLToPath(new URL('./photo.jpg', import.meta.url)))
