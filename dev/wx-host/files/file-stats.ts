import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { FAILURES, type Outcome } from '../calls/failures'
import type { Device } from '../device/device'
import { fileFailure, MAX_READ_BYTES } from './file-reads'
import { type LocalPaths, realPath } from './local-paths'

/** Times are seconds since 1970, by the device's clock. */
export interface Stats {
  size: number
  mode: number
  lastAccessedTime: number
  lastModifiedTime: number
  isFile(): boolean
  isDirectory(): boolean
}

/** `FileSystemManager.stat`, not recursive. */
export async function statFile(
  device: Device,
  paths: LocalPaths,
  { path }: { path: string },
): Promise<Outcome<{ stats: Stats }>> {
  const real = realPath(paths, 'stat', path)
  if ('failure' in real) return real
  try {
    const found = await stat(real.result)
    const deviceSeconds = (ms: number) => Math.floor((ms + device.now() - Date.now()) / 1000)
    const stats: Stats = {
      size: found.size,
      mode: found.mode,
      lastAccessedTime: deviceSeconds(found.atimeMs),
      lastModifiedTime: deviceSeconds(found.mtimeMs),
      isFile: () => found.isFile(),
      isDirectory: () => found.isDirectory(),
    }
    return { result: { stats } }
  } catch (error) {
    return { failure: fileFailure('stat', path, error) }
  }
}

export interface FileInfoOptions {
  filePath: string
  /** Default `md5`. */
  digestAlgorithm?: 'md5' | 'sha1' | 'sha256'
}

/** `FileSystemManager.getFileInfo`: it always computes a digest, so it refuses files above 100 MB. */
export async function fileInfo(
  paths: LocalPaths,
  { filePath, digestAlgorithm = 'md5' }: FileInfoOptions,
): Promise<Outcome<{ size: number; digest: string }>> {
  const api = 'getFileInfo'
  const real = realPath(paths, api, filePath)
  if ('failure' in real) return real
  try {
    const { size } = await stat(real.result)
    if (size > MAX_READ_BYTES) return { failure: FAILURES.storageFull(api) }
    const hash = createHash(digestAlgorithm)
    for await (const chunk of createReadStream(real.result)) hash.update(chunk)
    return { result: { size, digest: hash.digest('hex') } }
  } catch (error) {
    return { failure: fileFailure(api, filePath, error) }
  }
}
