import { Buffer } from 'node:buffer'
import { access, unlink, writeFile } from 'node:fs/promises'
import type { Device } from './device'
import { FAILURES, type Outcome } from './failures'
import { createFileDescriptors, type ReadOptions } from './file-descriptors'
import { fileFailure, MAX_READ_BYTES, type ReadFileOptions, readFileRange } from './file-reads'
import { type FileInfoOptions, fileInfo, type Stats, statFile } from './file-stats'
import { type Callbacks, invoke } from './invoke'
import { type LocalPaths, realPath } from './local-paths'

type By<Options, Result = object> = Options & Callbacks<Result>

export interface WriteFileOptions {
  /** Under `wx.env.USER_DATA_PATH`. */
  filePath: string
  data: string | ArrayBuffer
}

/** `wx.getFileSystemManager()`: by callback only, and nothing is given back. */
export interface FileSystemManager {
  stat(options: By<{ path: string }, { stats: Stats }>): void
  fstat(options: By<{ fd: string }, { stats: { size: number } }>): void
  access(options: By<{ path: string }>): void
  readFile(options: By<ReadFileOptions, { data: string | ArrayBuffer }>): void
  open(options: By<{ filePath: string; flag?: string }, { fd: string }>): void
  read(options: By<ReadOptions, { bytesRead: number; arrayBuffer: ArrayBuffer }>): void
  close(options: By<{ fd: string }>): void
  unlink(options: By<{ filePath: string }>): void
  writeFile(options: By<WriteFileOptions>): void
  getFileInfo(options: By<FileInfoOptions, { size: number; digest: string }>): void
}

/** `close` gives back the descriptors that the program forgot. */
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

/** A temporary file is forgotten, not deleted: behind it is the file of whoever picked it. */
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
