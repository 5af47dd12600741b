import type { Routes } from '../../../server/routes'

/** Uses the browser's media type, which comes from the file's name. The backend checks the bytes and refuses a wrong type. */
export function routeOf(type: string): keyof Routes {
  if (type.startsWith('image/')) return 'photo'
  if (type.startsWith('video/')) return 'video'
  return type.startsWith('audio/') ? 'audio' : 'file'
}
