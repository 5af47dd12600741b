import { FAILURES, type Outcome } from '../../../../wx-host/calls/failures'
import type { TempFiles } from './temp-files'

export interface ReadOptions {
  fd: string
  arrayBuffer: ArrayBuffer
  offset?: number
  /** Default 0, as on phones. */
  length?: number
  /** Default: where the last read ended. */
  position?: number
}

/** `open`, `fstat`, `read` and `close` of FileSystemManager, over Blobs. */
export function createFileDescriptors(files: TempFiles) {
  const open = new Map<string, { blob: Blob; next: number }>()
  let last = 0
  return {
    open({ filePath, flag = 'r' }: { filePath: string; flag?: string }): Outcome<{ fd: string }> {
      if (flag !== 'r') return { failure: FAILURES.flagNotPermitted('open') }
      const blob = files.find(filePath)
      if (!blob) return { failure: FAILURES.noSuchFile('open', filePath) }
      last += 1
      open.set(String(last), { blob, next: 0 })
      return { result: { fd: String(last) } }
    },
    fstat({ fd }: { fd: string }): Outcome<{ stats: { size: number } }> {
      const file = open.get(fd)
      return file ? { result: { stats: { size: file.blob.size } } } : { failure: FAILURES.badDescriptor('fstat') }
    },
    async read(options: ReadOptions): Promise<Outcome<{ bytesRead: number; arrayBuffer: ArrayBuffer }>> {
      const file = open.get(options.fd)
      if (!file) return { failure: FAILURES.badDescriptor('read') }
      const { arrayBuffer, offset = 0, length = 0, position = file.next } = options
      if (offset < 0 || offset > arrayBuffer.byteLength) return { failure: FAILURES.offsetOutOfRange('read') }
      if (length < 0 || offset + length > arrayBuffer.byteLength) return { failure: FAILURES.lengthOutOfRange('read') }
      if (position < 0) return { failure: FAILURES.positionOutOfRange('read') }
      const bytes = new Uint8Array(await file.blob.slice(position, position + length).arrayBuffer())
      new Uint8Array(arrayBuffer, offset, bytes.length).set(bytes)
      file.next = position + bytes.length
      return { result: { bytesRead: bytes.length, arrayBuffer } }
    },
    close({ fd }: { fd: string }): Outcome<object> {
      return open.delete(fd) ? { result: {} } : { failure: FAILURES.badDescriptor('close') }
    },
  }
}
