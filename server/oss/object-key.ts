/** Object keys are ASCII, have no common prefix that grows, and contain nothing that the client chose. */
import { formatOfType } from '../../miniprogram/uploader/formats/media-type'

export interface KeyParts {
  prefix: string
  /** The route's folder. */
  folder: string
  /** The user's hash, which names no person. */
  user: string
  /** Media type. */
  type: string
  /** At least 16 bytes. */
  random: Uint8Array
}

const RANDOM_BYTES = 16

/** `<prefix>/<folder>/<user hash>/<random>.<ext>` */
export function finalKey({ prefix, folder, user, type, random }: KeyParts): string {
  if (random.length < RANDOM_BYTES)
    throw new Error(`finalKey: expected ${RANDOM_BYTES} random bytes, got ${random.length}`)
  const name = `${Buffer.from(random).toString('hex')}.${formatOfType(type)?.extensions[0] ?? 'bin'}`
  return `${prefix}/${folder}/${user}/${name}`
}

/** `<prefix>/pending/<folder>/…`: where the client uploads the file, and where it stays until it is confirmed. */
export const pendingKey = (key: string, prefix: string): string => `${prefix}/pending${key.slice(prefix.length)}`

/** The random part of the key, which is the same in every call about one upload. */
export const uploadId = (key: string): string => key.slice(key.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
