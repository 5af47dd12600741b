import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { seededRandom } from '../seeded-random'

/** A file on the phone: made of noise as it is read, so that big ones cost nothing. */
export interface PhoneFile {
  size: number
  kind: FileKind
  /** Other contents for another. */
  salt: number
  modified: number
}

export type FileKind = keyof typeof HEADS

/** By which the type is known. */
const HEADS = {
  jpeg: Buffer.from('ffd8ffe000104a464946', 'hex'),
  mp4: Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom')]),
  unknown: Buffer.from([0xc0, 0xfe, 0xc1, 0x01]),
}

const NOISE_BYTES = 16 * 1024 * 1024
const NOISE = seededRandom(20_260_102).bytes(NOISE_BYTES)
const SALTS = 4 * 1024 * 1024

export const LARGEST_FILE = NOISE_BYTES - SALTS

/** Bytes of a file, in a buffer of their own. */
export function readBytes({ size, kind, salt }: PhoneFile, position: number, length: number): Uint8Array<ArrayBuffer> {
  const from = (salt % SALTS) + position
  const bytes = new Uint8Array(length)
  bytes.set(NOISE.subarray(from, from + length))
  // What is shorter than a head has none.
  bytes.set(HEADS[size < 32 ? 'unknown' : kind].subarray(position, position + length))
  return bytes
}

export const wholeFile = (file: PhoneFile): Uint8Array<ArrayBuffer> => readBytes(file, 0, file.size)

/** Whether the pieces are the file's bytes from there on. */
export function isOfFile(file: PhoneFile, position: number, pieces: readonly Uint8Array[]): boolean {
  let at = position
  for (const piece of pieces) {
    if (at + piece.length > file.size || Buffer.compare(piece, readBytes(file, at, piece.length)) !== 0) return false
    at += piece.length
  }
  return true
}

export const fileMissing = (path: string): UploadError => new UploadError('file-missing', { params: { detail: path } })
