import { extname } from 'node:path'

const TYPES: Record<string, string> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.heic': 'image/heic',
  '.bmp': 'image/bmp',
  '.mp4': 'video/mp4',
  '.mov': 'video/quicktime',
  '.m4v': 'video/x-m4v',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.pdf': 'application/pdf',
  '.txt': 'text/plain',
}

/** Pickers and native uploaders decide by the extension alone. */
export const typeByExtension = (path: string): string =>
  TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream'

export function kindByExtension(path: string): 'image' | 'video' | 'file' {
  const [kind] = typeByExtension(path).split('/')
  return kind === 'image' || kind === 'video' ? kind : 'file'
}
