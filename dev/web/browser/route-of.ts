import type { Routes } from '../../../server/routes'

/** By the browser's guess, which goes by the name. The backend judges the bytes, and says so if it was wrong. */
export function routeOf(type: string): keyof Routes {
  if (type.startsWith('image/')) return 'photo'
  if (type.startsWith('video/')) return 'video'
  return type.startsWith('audio/') ? 'audio' : 'file'
}
