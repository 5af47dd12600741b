import { FAILURES, type Failure, type Outcome } from '../../../../wx-host/calls/failures'
import { type Callbacks, invoke } from '../../../../wx-host/calls/invoke'
import type { Device } from '../../../../wx-host/device/device'
import { createFileDescriptors, type ReadOptions } from './file-descriptors'
import type { TempFiles } from './temp-files'

type WithCallbacks<Options, Result = object> = Options & Callbacks<Result>

export interface ReadFileOptions {
  filePath: string
  position?: number
  length?: number
  encoding?: 'utf8' | 'utf-8'
}

/** `wx.getFileSystemManager()`, read-only: a browser has no user directory to write to. */
export function createFileSystem(device: Device, files: TempFiles) {
  const descriptors = createFileDescriptors(files)
  const manager = {
    stat: (options: WithCallbacks<{ path: string }, { stats: object }>) =>
      invoke(device, 'stat', options, () => {
        const found = blobAt(files, 'stat', options.path)
        return 'failure' in found ? found : { result: { stats: statsOf(found.result) } }
      }),
    access: (options: WithCallbacks<{ path: string }>) =>
      invoke(device, 'access', options, () => {
        const found = blobAt(files, 'access', options.path)
        return 'failure' in found ? found : { result: {} }
      }),
    readFile: (options: WithCallbacks<ReadFileOptions, { data: string | ArrayBuffer }>) =>
      invoke(device, 'readFile', options, () => readRange(device, files, options)),
    unlink: (options: WithCallbacks<{ filePath: string }>) =>
      invoke(device, 'unlink', options, () => {
        const found = blobAt(files, 'unlink', options.filePath)
        files.forget(options.filePath)
        return 'failure' in found ? found : { result: {} }
      }),
    open: (options: WithCallbacks<{ filePath: string; flag?: string }, { fd: string }>) =>
      invoke(device, 'open', options, () => descriptors.open(options)),
    fstat: (options: WithCallbacks<{ fd: string }, { stats: { size: number } }>) =>
      invoke(device, 'fstat', options, () => descriptors.fstat(options)),
    read: (options: WithCallbacks<ReadOptions, { bytesRead: number; arrayBuffer: ArrayBuffer }>) =>
      invoke(device, 'read', options, () => descriptors.read(options)),
    close: (options: WithCallbacks<{ fd: string }>) =>
      invoke(device, 'close', options, () => descriptors.close(options)),
  }
  return { getFileSystemManager: () => manager }
}

function blobAt(files: TempFiles, api: string, path: string): Outcome<Blob> {
  const blob = files.find(path)
  return blob ? { result: blob } : { failure: FAILURES.noSuchFile(api, path) }
}

const statsOf = (blob: Blob) => ({
  size: blob.size,
  mode: 33_188,
  lastAccessedTime: Math.floor(Date.now() / 1000),
  lastModifiedTime: Math.floor((blob instanceof File ? blob.lastModified : 0) / 1000),
  isFile: () => true,
  isDirectory: () => false,
})

async function readRange(
  { faults }: Device,
  files: TempFiles,
  { filePath, position = 0, length, encoding }: ReadFileOptions,
): Promise<Outcome<{ data: string | ArrayBuffer }>> {
  const api = 'readFile'
  if (faults.take({ api }, ['unreadable'])) return { failure: FAILURES.inputOutput(api) }
  const found = blobAt(files, api, filePath)
  if ('failure' in found) return found
  const blob = found.result
  const end = position + (length ?? blob.size - position)
  const failure = rangeFailure(position, end, blob.size)
  if (failure) return { failure }
  const range = blob.slice(position, end)
  return { result: { data: encoding ? await range.text() : await range.arrayBuffer() } }
}

/** Checks that the position is in [0, size) and the length in [1, size - position]; an empty file may be read as a whole. */
function rangeFailure(position: number, end: number, size: number): Failure | undefined {
  if (position === 0 && end === size) return undefined
  if (!Number.isInteger(position) || position < 0 || position >= size) return FAILURES.positionOutOfRange('readFile')
  return !Number.isInteger(end) || end <= position || end > size ? FAILURES.lengthOutOfRange('readFile') : undefined
}
