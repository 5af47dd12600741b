import { FAILURES, type Outcome } from '../calls/failures'
import type { Device } from '../device/device'
import { type OpenFile, openFile } from './file-handles'
import { fileFailure } from './file-reads'
import { type LocalPaths, realPath } from './local-paths'

export interface ReadOptions {
  fd: string
  /** Filled from `offset` on. */
  arrayBuffer: ArrayBuffer
  offset?: number
  /** Default **0**, as on phones: reads nothing and succeeds. */
  length?: number
  /** Default: where the last read ended. */
  position?: number
}

/** `open`, `read`, `fstat` and `close` of FileSystemManager. */
export interface FileDescriptors {
  open(options: { filePath: string; flag?: string }): Promise<Outcome<{ fd: string }>>
  read(options: ReadOptions): Promise<Outcome<{ bytesRead: number; arrayBuffer: ArrayBuffer }>>
  /** Bytes in the file. */
  size(api: string, fd: string): Promise<Outcome<{ size: number }>>
  close(options: { fd: string }): Promise<Outcome<object>>
  closeAll(): Promise<unknown>
}

interface Descriptor {
  file: OpenFile
  /** Where a read without `position` starts. */
  next: number
}

/** No document gives a limit; this one is low enough to expose a program that never closes. */
const MAX_DESCRIPTORS = 100

export function createFileDescriptors(device: Device, paths: LocalPaths): FileDescriptors {
  const descriptors = new Map<string, Descriptor>()
  let last = 0
  return {
    async open(options) {
      if (descriptors.size >= MAX_DESCRIPTORS) return { failure: FAILURES.tooManyDescriptors('open') }
      const opened = await openForReading(device, paths, options)
      if ('failure' in opened) return opened
      last += 1
      descriptors.set(String(last), { file: opened.result, next: 0 })
      return { result: { fd: String(last) } }
    },
    async read(options) {
      const descriptor = descriptors.get(options.fd)
      if (!descriptor) return { failure: FAILURES.badDescriptor('read') }
      if (device.faults.take({ api: 'read' }, ['unreadable'])) return { failure: FAILURES.inputOutput('read') }
      return readInto(descriptor, options)
    },
    async size(api, fd) {
      const descriptor = descriptors.get(fd)
      return descriptor ? { result: { size: await descriptor.file.size() } } : { failure: FAILURES.badDescriptor(api) }
    },
    async close({ fd }) {
      const descriptor = descriptors.get(fd)
      if (!descriptor) return { failure: FAILURES.badDescriptor('close') }
      descriptors.delete(fd)
      await descriptor.file.close()
      return { result: {} }
    },
    closeAll: () => Promise.all([...descriptors.values()].map(({ file }) => file.close())),
  }
}

async function openForReading(
  device: Device,
  paths: LocalPaths,
  { filePath, flag = 'r' }: { filePath: string; flag?: string },
): Promise<Outcome<OpenFile>> {
  if (flag !== 'r') return { failure: FAILURES.flagNotPermitted('open') }
  if (device.faults.take({ api: 'open' }, ['unreadable'])) return { failure: FAILURES.inputOutput('open') }
  const real = realPath(paths, 'open', filePath)
  if ('failure' in real) return real
  try {
    return { result: await openFile(device.activity, real.result) }
  } catch (error) {
    return { failure: fileFailure('open', filePath, error) }
  }
}

async function readInto(
  descriptor: Descriptor,
  { arrayBuffer, offset = 0, length = 0, position = descriptor.next }: ReadOptions,
): Promise<Outcome<{ bytesRead: number; arrayBuffer: ArrayBuffer }>> {
  if (!arrayBuffer) return { failure: FAILURES.noArrayBuffer('read') }
  if (offset < 0 || offset > arrayBuffer.byteLength) return { failure: FAILURES.offsetOutOfRange('read') }
  if (length < 0 || offset + length > arrayBuffer.byteLength) return { failure: FAILURES.lengthOutOfRange('read') }
  if (position < 0) return { failure: FAILURES.positionOutOfRange('read') }
  const bytes = await descriptor.file.read(position, length)
  new Uint8Array(arrayBuffer, offset, bytes.length).set(bytes)
  descriptor.next = position + bytes.length
  return { result: { bytesRead: bytes.length, arrayBuffer } }
}
