import { createCipheriv } from 'node:crypto'
import { UploadError } from '../../../miniprogram/uploader/core/errors'

/** A file on the phone. Its bytes are cut out of one buffer of noise when they are read, so big files use no memory. */
export interface PhoneFile {
  size: number
  kind: FileKind
  /** Files with different salts have different contents. */
  salt: number
  modified: number
}

export type FileKind = keyof typeof MAGIC_BYTES

/** The first bytes, which tell the type. */
const MAGIC_BYTES = {
  jpeg: Buffer.from('ffd8ffe000104a464946', 'hex'),
  mp4: Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom')]),
  unknown: Buffer.from([0xc0, 0xfe, 0xc1, 0x01]),
}

const NOISE_BYTES = 16 * 1024 * 1024
const SALTS = 4 * 1024 * 1024

/** The same in every run. A cipher makes it much faster than a generator that is written in JavaScript. */
const NOISE = createCipheriv('aes-128-ctr', Buffer.alloc(16, 'noise'), Buffer.alloc(16)).update(
  Buffer.alloc(NOISE_BYTES),
)

/** Bytes of a file, in a buffer of their own. */
export function readBytes({ size, kind, salt }: PhoneFile, position: number, length: number): Uint8Array<ArrayBuffer> {
  const from = (salt % SALTS) + position
  const bytes = new Uint8Array(length)
  bytes.set(NOISE.subarray(from, from + length))
  // A very short file has no room for the magic bytes.
  bytes.set(MAGIC_BYTES[size < 32 ? 'unknown' : kind].subarray(position, position + length))
  return bytes
}

export const wholeFile = (file: PhoneFile): Uint8Array<ArrayBuffer> => readBytes(file, 0, file.size)

/** Whether the pieces are the file's bytes from `position` on. */
export function matchesFile(file: PhoneFile, position: number, pieces: readonly Uint8Array[]): boolean {
  let at = position
  for (const piece of pieces) {
    if (at + piece.length > file.size || Buffer.compare(piece, readBytes(file, at, piece.length)) !== 0) return false
    at += piece.length
  }
  return true
}

export const fileMissing = (path: string): UploadError => new UploadError('file-missing', { params: { detail: path } })
