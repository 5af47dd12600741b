/** The whole product on this machine: the library over `wx-host`, the backend, and the local OSS and STS. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { ObjectRecord } from '../../dev/local-cloud/store/record'
import { type Stack, type StackOptions, startStack } from '../../dev/stack/stack'
import { createWxHost, type WxHost, type WxHostOptions } from '../../dev/wx-host'
import { PATHS } from '../../miniprogram/uploader/contract'
import { createUploader, type Uploader, type UploadTask } from '../../miniprogram/uploader/wx'
import type { Routes } from '../../server/routes'

export interface RigOptions extends Omit<StackOptions, 'folder'> {
  host?: WxHostOptions
}

export interface Rig {
  stack: Stack
  host: WxHost
  uploader: Uploader<Routes>
  /** The number of calls that the backend answered, by path. */
  backendCalls(): Record<string, number>
  /** Writes a file. Resolves with its real path. */
  file(name: string, bytes: Uint8Array): Promise<string>
  /** Writes a file. Resolves with the temporary path that a picker would give. */
  temp(name: string, bytes: Uint8Array): Promise<string>
  /** The objects that OSS holds. */
  objects(): Promise<ObjectRecord[]>
  close(): Promise<void>
}

export async function startRig({ host: hostOptions, wiring, ...options }: RigOptions = {}): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-test-'))
  const lines: { path?: string }[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const stack = await startStack({ folder: join(folder, 'cloud'), ...options, wiring: { log, ...wiring } })
  const host = createWxHost(hostOptions)
  const file = async (name: string, bytes: Uint8Array): Promise<string> => {
    const path = join(folder, name)
    await writeFile(path, bytes)
    return path
  }
  return {
    stack,
    host,
    uploader: createUploader<Routes>({ server: stack.url, wx: host.wx, onFailure: () => {} }),
    file,
    temp: async (name, bytes) => host.temp(await file(name, bytes)),
    objects: () => readRecords(join(folder, 'cloud', 'objects')),
    backendCalls() {
      const counts: Record<string, number> = {}
      for (const { path } of lines) if (path) counts[path] = (counts[path] ?? 0) + 1
      return counts
    },
    async close() {
      await host.dispose()
      await stack.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function readRecords(folder: string): Promise<ObjectRecord[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'))
  // An object may be deleted while the folder is read.
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8').catch(() => '')))
  return texts.filter(Boolean).map((text) => JSON.parse(text) as ObjectRecord)
}

/** The counts when nothing is open any more, on the device or in the cloud. */
export const NOTHING_OPEN = { tasks: 0, queued: 0, sockets: 0, timers: 0, descriptors: 0, callbacks: 0 }

/**
 * Resolves with what stays open after the last background calls: the screen may go dark again, and cancelled uploads
 * are removed.
 */
export async function openAtRest(host: WxHost): Promise<ReturnType<WxHost['open']>> {
  const isOpen = (): boolean => Object.values(host.open()).some((count) => count > 0)
  for (let turn = 0; turn < 1000 && isOpen(); turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return host.open()
}

/** A JPEG by its first bytes. The rest is random, so that no two are alike. */
export function jpeg(size = 20_000): Uint8Array {
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(size - 4)])
}

export type Ending = { file: Awaited<UploadTask['done']> } | { code: string; error: unknown }

export const endingOf = (task: UploadTask): Promise<Ending> =>
  task.done.then(
    (file) => ({ file }),
    (error: { code: string }) => ({ code: error.code, error }),
  )

/** Fetches the bytes behind a URL. */
export async function fetchBytes(url: string): Promise<Buffer> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`GET answered ${response.status}`)
  return Buffer.from(await response.arrayBuffer())
}

/** Opens a session of this backend, for tests that make HTTP requests themselves. */
export async function openSession(url: string): Promise<string> {
  const response = await post(url + PATHS.session, { code: 'any' })
  return ((await response.json()) as { token: string }).token
}

export const post = (url: string, body: unknown, token?: string): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

export const sample = (): Promise<Buffer> => readFile(new URL('../../dev/samples/photo.jpg', import.meta.url))
