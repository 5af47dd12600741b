import { Buffer } from 'node:buffer'
import { access, unlink, writeFile } from 'node:fs/promises'
import { FAILURES, type Outcome } from '../calls/failures'
import { type Callbacks, invoke } from '../calls/invoke'
import type { Device } from '../device/device'
import { createFileDescriptors, type ReadOptions } from './file-descriptors'
import { fileFailure, MAX_READ_BYTES, type ReadFileOptions, readFileRange } from './file-reads'
import { type FileInfoOptions, fileInfo, type Stats, statFile } from './file-stats'
import { type LocalPaths, realPath } from './local-paths'

type WithCallbacks<Options, Result = object> = Options & Callbacks<Result>

export interface WriteFileOptions {
  /** A path under `wx.env.USER_DATA_PATH`. */
  filePath: string
  data: string | ArrayBuffer
}

/** `wx.getFileSystemManager()`: its calls answer by callback only and return nothing. */
export interface FileSystemManager {
  stat(options: WithCallbacks<{ path: string }, { stats: Stats }>): void
  fstat(options: WithCallbacks<{ fd: string }, { stats: { size: number } }>): void
  access(options: WithCallbacks<{ path: string }>): void
  readFile(options: WithCallbacks<ReadFileOptions, { data: string | ArrayBuffer }>): void
  open(options: WithCallbacks<{ filePath: string; flag?: string }, { fd: string }>): void
  read(options: WithCallbacks<ReadOptions, { bytesRead: number; arrayBuffer: ArrayBuffer }>): void
  close(options: WithCallbacks<{ fd: string }>): void
  unlink(options: WithCallbacks<{ filePath: string }>): void
  writeFile(options: WithCallbacks<WriteFileOptions>): void
  getFileInfo(options: WithCallbacks<FileInfoOptions, { size: number; digest: string }>): void
}

/** `close` closes the descriptors that the program left open. */
export function createFileSystem(
  device: Device,
  paths: LocalPaths,
): { manager: FileSystemManager; close(): Promise<unknown> } {
  const descriptors = createFileDescriptors(device, paths)
  const manager: FileSystemManager = {
    stat: (options) => invoke(device, 'stat', options, () => statFile(device, paths, options)),
    fstat: (options) =>
      invoke(device, 'fstat', options, async () => {
        const found = await descriptors.size('fstat', options.fd)
        return 'failure' in found ? found : { result: { stats: found.result } }
      }),
    access: (options) =>
      invoke(device, 'access', options, () => onRealFile(paths, 'access', options.path, (real) => access(real))),
    readFile: (options) => invoke(device, 'readFile', options, () => readFileRange(device, paths, options)),
    open: (options) => invoke(device, 'open', options, () => descriptors.open(options)),
    read: (options) => invoke(device, 'read', options, () => descriptors.read(options)),
    close: (options) => invoke(device, 'close', options, () => descriptors.close(options)),
    unlink: (options) => invoke(device, 'unlink', options, () => remove(device, paths, options)),
    writeFile: (options) => invoke(device, 'writeFile', options, () => write(device, paths, options)),
    getFileInfo: (options) => invoke(device, 'getFileInfo', options, () => fileInfo(paths, options)),
  }
  return { manager, close: () => descriptors.closeAll() }
}

async function onRealFile(
  paths: LocalPaths,
  api: string,
  path: string,
  act: (real: string) => Promise<void>,
): Promise<Outcome<object>> {
  const real = realPath(paths, api, path)
  if ('failure' in real) return real
  try {
    await act(real.result)
    return { result: {} }
  } catch (error) {
    return { failure: fileFailure(api, path, error) }
  }
}

/** A temporary path is forgotten, not deleted: the file behind it belongs to the test. */
async function remove({ traits }: Device, paths: LocalPaths, { filePath }: { filePath: string }) {
  return onRealFile(paths, 'unlink', filePath, async (real) => {
    if (filePath.startsWith(traits.tempPrefix)) paths.forget(filePath)
    else await unlink(real)
  })
}

async function write({ faults, traits }: Device, paths: LocalPaths, { filePath, data }: WriteFileOptions) {
  const api = 'writeFile'
  const bytes = typeof data === 'string' ? Buffer.from(data) : Buffer.from(data)
  if (faults.take({ api }, ['storage-full']) || bytes.length > MAX_READ_BYTES) {
    return { failure: FAILURES.storageFull(api) }
  }
  if (!filePath.startsWith(`${traits.userDataPath}/`)) return { failure: FAILURES.pathNotPermitted(api, filePath) }
  return onRealFile(paths, api, filePath, (real) => writeFile(real, bytes))
}
