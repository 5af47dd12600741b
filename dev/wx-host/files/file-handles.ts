import { Buffer } from 'node:buffer'
import { type FileHandle, open } from 'node:fs/promises'
import type { Activity } from '../device/activity'

export interface OpenFile {
  size(): Promise<number>
  /** Reads at most `length` bytes from `position`; fewer at the end of the file. */
  read(position: number, length: number): Promise<Buffer>
  /** Reads into the caller's buffer, as much as it holds, and returns the filled part. */
  fill(bytes: Buffer, position: number): Promise<Buffer>
  /** Calling it again does nothing. */
  close(): Promise<void>
}

/** Opens a file for reading and counts it; rejects as `node:fs` does. */
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
