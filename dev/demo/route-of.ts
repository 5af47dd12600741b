import { open } from 'node:fs/promises'
import { HEAD_BYTES } from '../../miniprogram/uploader/formats/head'
import { mediaTypeOf } from '../../miniprogram/uploader/formats/media-type'
import type { Routes } from '../../server/routes'

/** The route for a file, by its first bytes. An unreadable file gets the route `file`; the library then reports the error. */
export async function routeOf(path: string): Promise<keyof Routes> {
  const type = mediaTypeOf(await headOf(path).catch(() => new Uint8Array()), path)
  if (type.startsWith('image/')) return 'photo'
  if (type.startsWith('video/')) return 'video'
  return type.startsWith('audio/') ? 'audio' : 'file'
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
