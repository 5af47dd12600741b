import { createHash } from 'node:crypto'
import { type FileHandle, link, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { RandomBytes } from '../http/exchange'
import { createCrc64 } from './crc64'

/** Received bytes that belong to no object yet. */
export interface Received {
  size: number
  crc64: string
  md5: Buffer
  data: string
}

/** Files of bytes under random names. A written file never changes, and no file is held in memory. */
export interface DataFolder {
  /** Streams to disk. `onSize` gets the size so far; if it throws, nothing is kept. */
  receive(chunks: AsyncIterable<Uint8Array>, onSize?: (size: number) => void): Promise<Received>
  /** Links the same bytes under another name, without a copy. */
  share(name: string): Promise<string>
  /** Joins the files, in order, into a new one. */
  join(names: readonly string[]): Promise<string>
  /** `end` is inclusive, as in a Range header. Rejects with ENOENT if the file is gone. */
  read(name: string, range?: { start: number; end: number }): Promise<AsyncIterable<Uint8Array>>
  path(name: string): string
  discard(name: string): Promise<void>
  /** Removes every file that is not used, as a killed process may leave some. */
  sweep(used: ReadonlySet<string>): Promise<void>
}

const JOIN_CHUNK = 1024 * 1024
const JOIN_AT_ONCE = 4

export async function openDataFolder(folder: string, random: RandomBytes): Promise<DataFolder> {
  await mkdir(folder, { recursive: true })
  const path = (name: string) => join(folder, name)
  const newName = () => random(16).toString('hex')
  const discard = (name: string) => rm(path(name), { force: true })
  return {
    path,
    discard,
    async receive(chunks, onSize) {
      const data = newName()
      return { data, ...(await writeNew(path(data), (file) => writeChunks(file, chunks, onSize))) }
    },
    async share(name) {
      const data = newName()
      await link(path(name), path(data))
      return data
    },
    async join(names) {
      const data = newName()
      await writeNew(path(data), (file) => writeFiles(file, names.map(path)))
      return data
    },
    async read(name, range) {
      const file = await open(path(name), 'r')
      return file.createReadStream(range)
    },
    async sweep(used) {
      for (const name of await readdir(folder)) if (!used.has(name)) await discard(name)
    },
  }
}

/** Creates a file with `write`; if that fails, the file is removed. */
async function writeNew<T>(path: string, write: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, 'wx')
  try {
    return await write(file)
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
}

/** Several files at once, each at its place. */
async function writeFiles(file: FileHandle, paths: readonly string[]): Promise<void> {
  let end = 0
  const places: { path: string; start: number }[] = []
  for (const path of paths) {
    places.push({ path, start: end })
    end += (await stat(path)).size
  }
  const queue = places.values()
  await Promise.all(
    Array.from({ length: JOIN_AT_ONCE }, async () => {
      const buffer = Buffer.allocUnsafe(JOIN_CHUNK)
      for (const place of queue) await copyFile(file, place, buffer)
    }),
  )
}

async function copyFile(
  to: FileHandle,
  { path, start }: { path: string; start: number },
  buffer: Buffer,
): Promise<void> {
  const from = await open(path, 'r')
  try {
    for (let position = start; ; ) {
      const { bytesRead } = await from.read(buffer, 0, buffer.length)
      if (bytesRead === 0) return
      await writeAt(to, buffer.subarray(0, bytesRead), position)
      position += bytesRead
    }
  } finally {
    await from.close()
  }
}

/** One `write` may write only some of the bytes. */
async function writeAt(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written)
    written += bytesWritten
  }
}

async function writeChunks(
  file: FileHandle,
  chunks: AsyncIterable<Uint8Array>,
  onSize: ((size: number) => void) | undefined,
): Promise<Omit<Received, 'data'>> {
  const crc = createCrc64()
  const md5 = createHash('md5')
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    onSize?.(size)
    crc.update(chunk)
    md5.update(chunk)
    await file.writeFile(chunk)
  }
  return { size, crc64: crc.decimal(), md5: md5.digest() }
}
