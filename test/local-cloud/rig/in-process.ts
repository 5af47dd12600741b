import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { validateHeaderValue } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Session } from '../../../dev/local-cloud/auth/key-ring'
import { parsePolicyDocument } from '../../../dev/local-cloud/auth/policy/policy-document'
import type { Bucket } from '../../../dev/local-cloud/bucket/bucket'
import type { Cloud } from '../../../dev/local-cloud/cloud/cloud'
import { type CloudOptions, createCloud } from '../../../dev/local-cloud/cloud/create-cloud'
import type { CloudRequest, Reply } from '../../../dev/local-cloud/http/exchange'
import { handleOss } from '../../../dev/local-cloud/oss/handle-oss'

export const BUCKET = 'examplebucket'
/** 2026-01-02T03:04:05Z */
export const NOW = Date.UTC(2026, 0, 2, 3, 4, 5)

export interface TestCloud {
  cloud: Cloud
  /** The default bucket. */
  bucket: Bucket
  /** Moves the clock by milliseconds. */
  pass(ms: number): void
  /** A session with the rights of the role, or limited by a session policy. `life` is in milliseconds; default an hour. */
  session(policy?: object, life?: number): Session
  oss(request: Partial<CloudRequest>): Promise<Answer>
  /** The number of data files, also those without an object. */
  files(): Promise<number>
  close(): Promise<void>
}

export interface Answer {
  status: number
  headers: Record<string, string>
  text: string
  /** Code of the error XML; empty if there is none. */
  code: string
  ec: string
}

/** A cloud without sockets, on a clock that stands still. */
export async function openTestCloud(options: Partial<CloudOptions> = {}): Promise<TestCloud> {
  const folder = await mkdtemp(join(tmpdir(), 'local-cloud-'))
  const closing = new AbortController()
  const cloud = await createCloud({ folder, bucket: BUCKET, ...options }, () => 'http://localhost:1/', closing.signal)
  let now = NOW
  return {
    cloud,
    bucket: cloud.defaultBucket,
    pass(ms) {
      now += ms
    },
    session(policy, life = 3_600_000) {
      const own = policy === undefined ? undefined : parsePolicyDocument(JSON.stringify(policy))
      if (policy !== undefined && !own) throw new Error('The test has a wrong policy.')
      return cloud.ring.open({
        roleSessionName: 'test',
        issued: now,
        expires: now + life,
        policies: own ? [cloud.role.policy, own] : [cloud.role.policy],
        policyText: '',
      })
    },
    async oss(request) {
      const { headers, ...rest } = request
      const whole = { method: 'GET', target: '/', body: chunks(), clientIp: '10.0.0.1', ...rest }
      // As HTTP clients do for a body of unknown length.
      const framing: Record<string, string> =
        whole.method === 'PUT' && headers?.['content-length'] === undefined ? { 'transfer-encoding': 'chunked' } : {}
      const all = { host: 'localhost', ...framing, ...headers }
      return readAnswer(await handleOss(cloud, { ...whole, headers: all }, () => now))
    },
    files: async () => (await readdir(join(folder, 'data'))).length,
    async close() {
      closing.abort()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Opens a new cloud before each test and closes it afterwards. */
export function useTestCloud(take: (opened: TestCloud) => void | Promise<void>, options?: Partial<CloudOptions>): void {
  let opened: TestCloud
  beforeEach(async () => {
    opened = await openTestCloud(options)
    await take(opened)
  })
  afterEach(() => opened.close())
}

async function readAnswer(reply: Reply): Promise<Answer> {
  if (reply === 'reset') return { status: 0, headers: {}, text: '', code: 'reset', ec: '' }
  const parts: Uint8Array[] = []
  if (reply.body instanceof Uint8Array) parts.push(reply.body)
  else for await (const part of reply.body) parts.push(part)
  // Over a socket, such an answer would end in a broken connection.
  for (const [name, value] of Object.entries(reply.headers)) {
    validateHeaderValue(name, Buffer.from(value).toString('latin1'))
  }
  const headers = Object.fromEntries(Object.entries(reply.headers).map(([name, value]) => [name.toLowerCase(), value]))
  const text = Buffer.concat(parts).toString('utf8')
  const xml = text || Buffer.from(headers['x-oss-err'] ?? '', 'base64').toString('utf8')
  return { status: reply.status, headers, text, code: xmlText(xml, 'Code'), ec: xmlText(xml, 'EC') }
}

export const xmlText = (xml: string, element: string): string =>
  new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1] ?? ''

export async function* chunks(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part)
}
