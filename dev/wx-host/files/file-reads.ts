import type { Buffer } from 'node:buffer'
import { FAILURES, type Failure, type Outcome } from '../calls/failures'
import type { Device } from '../device/device'
import { exactArrayBuffer } from '../memory/array-buffer'
import { openFile } from './file-handles'
import { type LocalPaths, realPath } from './local-paths'

export interface ReadFileOptions {
  filePath: string
  /** First byte; default 0. */
  position?: number
  /** Bytes; default: the rest of the file. */
  length?: number
  /** Without it the data is an ArrayBuffer. */
  encoding?: 'utf8' | 'utf-8' | 'base64' | 'hex' | 'ascii' | 'latin1'
}

/** "Single file max 100 MB" in the documentation. It is taken as a limit on one read, not on the file's size. */
export const MAX_READ_BYTES = 100 * 1024 * 1024

/** `FileSystemManager.readFile`: a position in [0, size), a length in [1, size - position]. */
export async function readFileRange(
  device: Device,
  paths: LocalPaths,
  { filePath, position = 0, length, encoding }: ReadFileOptions,
): Promise<Outcome<{ data: string | ArrayBuffer }>> {
  const api = 'readFile'
  if (device.faults.take({ api }, ['unreadable'])) return { failure: FAILURES.inputOutput(api) }
  const real = realPath(paths, api, filePath)
  if ('failure' in real) return real
  try {
    const file = await openFile(device.activity, real.result)
    try {
      const range = { position, length: length ?? (await file.size()) - position }
      const failure = rangeFailure(range, await file.size(), device.traits.padsReadsPastEnd)
      if (failure) return { failure }
      const bytes = await file.read(range.position, range.length)
      return { result: { data: encoding ? bytes.toString(encoding) : padded(bytes, range.length) } }
    } finally {
      await file.close()
    }
  } catch (error) {
    return { failure: fileFailure(api, filePath, error) }
  }
}

interface Range {
  position: number
  length: number
}

function rangeFailure({ position, length }: Range, size: number, pads: boolean): Failure | undefined {
  const isWhole = position === 0 && length === size
  if (length > MAX_READ_BYTES) return FAILURES.storageFull('readFile')
  if (!Number.isInteger(position) || position < 0) return FAILURES.positionOutOfRange('readFile')
  if (!Number.isInteger(length) || (length < 1 && !isWhole)) return FAILURES.lengthOutOfRange('readFile')
  if (pads || isWhole) return undefined
  if (position >= size) return FAILURES.positionOutOfRange('readFile')
  return position + length > size ? FAILURES.lengthOutOfRange('readFile') : undefined
}

const padded = (bytes: Buffer, length: number) => exactArrayBuffer(bytes, Math.max(length, bytes.length))

/** The platform's failure for an error of `node:fs`. */
export function fileFailure(api: string, path: string, error: unknown): Failure {
  const { code } = error as { code?: string }
  if (code === 'ENOENT' || code === 'ENOTDIR') return FAILURES.noSuchFile(api, path)
  if (code === 'EISDIR') return FAILURES.notAFile(api)
  if (code === 'EACCES' || code === 'EPERM') return FAILURES.pathNotPermitted(api, path)
  return FAILURES.inputOutput(api)
}
