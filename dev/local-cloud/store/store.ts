import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { link, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RandomBytes } from '../exchange'
import { createCrc64 } from './crc64'
import type { ObjectRecord } from './record'

/** Bytes that have arrived but belong to no object yet. */
export interface Received {
  size: number
  crc64: string
  md5: Buffer
  data: string
}

/** One bucket in a folder: `data/` has the bytes, `objects/` a JSON record for each key. Never holds a file in memory. */
export interface Store {
  find(key: string): Promise<ObjectRecord | undefined>
  /** Streams to disk. `onSize` sees the running size and may throw; then nothing stays behind. */
  receive(chunks: AsyncIterable<Uint8Array>, onSize?: (size: number) => void): Promise<Received>
  /** The bytes of an object once more, for another one: they never change, so nothing is copied, whatever the size. */
  share(record: ObjectRecord): Promise<Received>
  discard(received: Pick<Received, 'data'>): Promise<void>
  /** Makes the object visible at once. False when `forbidOverwrite` and the key is taken. */
  commit(record: ObjectRecord, forbidOverwrite: boolean): Promise<boolean>
  /** `end` is inclusive, as in a Range header. */
  read(record: ObjectRecord, range?: { start: number; end: number }): AsyncIterable<Uint8Array>
  remove(key: string): Promise<void>
}

export async function openStore(folder: string, random: RandomBytes): Promise<Store> {
  const dataFolder = join(folder, 'data')
  const objectsFolder = join(folder, 'objects')
  await mkdir(dataFolder, { recursive: true })
  await mkdir(objectsFolder, { recursive: true })
  const dataPath = (name: string) => join(dataFolder, name)
  const recordPath = (key: string) => join(objectsFolder, `${createHash('sha256').update(key).digest('hex')}.json`)

  async function find(key: string): Promise<ObjectRecord | undefined> {
    const text = await readFile(recordPath(key), 'utf8').catch(ignoreMissing)
    return text === undefined ? undefined : (JSON.parse(text) as ObjectRecord)
  }

  async function discard({ data }: Pick<Received, 'data'>): Promise<void> {
    await rm(dataPath(data), { force: true })
  }

  return {
    find,
    discard,
    async receive(chunks, onSize) {
      const data = random(16).toString('hex')
      try {
        return { data, ...(await writeChunks(dataPath(data), chunks, onSize)) }
      } catch (error) {
        await discard({ data })
        throw error
      }
    },
    async share({ data: shared, size, crc64, contentMd5 }) {
      const data = random(16).toString('hex')
      await link(dataPath(shared), dataPath(data))
      return { data, size, crc64, md5: Buffer.from(contentMd5, 'base64') }
    },
    async commit(record, forbidOverwrite) {
      const before = await find(record.key)
      const draft = join(objectsFolder, `${random(16).toString('hex')}.draft`)
      await writeFile(draft, JSON.stringify(record, null, 2))
      const placed = await place(draft, recordPath(record.key), forbidOverwrite)
      if (placed && before && before.data !== record.data) await discard(before)
      return placed
    },
    read(record, range) {
      if (record.size === 0) return emptyStream()
      return createReadStream(dataPath(record.data), range)
    },
    async remove(key) {
      const record = await find(key)
      await rm(recordPath(key), { force: true })
      if (record) await discard(record)
    },
  }
}

async function writeChunks(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  onSize: ((size: number) => void) | undefined,
): Promise<Omit<Received, 'data'>> {
  const crc = createCrc64()
  const md5 = createHash('md5')
  let size = 0
  const file = await open(path, 'wx')
  try {
    for await (const chunk of chunks) {
      size += chunk.length
      onSize?.(size)
      crc.update(chunk)
      md5.update(chunk)
      await file.writeFile(chunk)
    }
  } finally {
    await file.close()
  }
  return { size, crc64: crc.decimal(), md5: md5.digest() }
}

/** `link` fails where the name exists, so two uploads that forbid overwriting cannot both win. */
async function place(draft: string, path: string, forbidOverwrite: boolean): Promise<boolean> {
  if (!forbidOverwrite) {
    await rename(draft, path)
    return true
  }
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

function ignoreMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error
}

function codeOf(error: unknown): unknown {
  return Object(error).code
}

async function* emptyStream(): AsyncGenerator<Uint8Array> {}
