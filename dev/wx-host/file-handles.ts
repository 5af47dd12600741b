import { Buffer } from 'node:buffer'
import { type FileHandle, open } from 'node:fs/promises'
import type { Activity } from './activity'

export interface OpenFile {
  size(): Promise<number>
  /** At most `length` bytes from `position`; fewer at the end of the file. */
  read(position: number, length: number): Promise<Buffer>
  /** The same into a buffer of the caller's, as much as it holds. The answer is the part that was filled. */
  fill(bytes: Buffer, position: number): Promise<Buffer>
  /** Again does nothing. */
  close(): Promise<void>
}

/** Opens for reading, counted; rejects as `node:fs` does. */
export async function openFile(activity: Activity, path: string): Promise<OpenFile> {
  const release = activity.track('descriptors')
  const handle = await open(path, 'r').catch((error: unknown) => {
    release()
    throw error
  })
  let closing: Promise<void> | undefined
  return {
    size: async () => (await handle.stat()).size,
    read: (position, length) => fillFrom(handle, Buffer.alloc(length), position),
    fill: (bytes, position) => fillFrom(handle, bytes, position),
    close() {
      release()
      closing ??= handle.close()
      return closing
    },
  }
}

async function fillFrom(handle: FileHandle, bytes: Buffer, position: number): Promise<Buffer> {
  let filled = 0
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}
