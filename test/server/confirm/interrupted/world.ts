/** A bucket of the local cloud in memory, and processes of the backend that come and go over it. */
import { pino } from 'pino'
import { handleOss } from '../../../../dev/local-cloud/oss/handle-oss'
import type { ObjectRecord } from '../../../../dev/local-cloud/store/record'
import {
  type FormTicket,
  type MultipartTicket,
  PATHS,
  type Ticket,
  type UploadsAnswer,
} from '../../../../miniprogram/uploader/contract'
import { type Presignable, presignUrl } from '../../../../miniprogram/uploader/oss-v4/presign'
import { formatDate } from '../../../../miniprogram/uploader/oss-v4/signing-scope'
import { createApp } from '../../../../server/app'
import { type CredentialSource, fixedCredentials } from '../../../../server/credentials/credentials'
import { defineRoutes, route } from '../../../../server/define-routes/route'
import { Fault } from '../../../../server/faults/fault'
import { createMetrics } from '../../../../server/metrics/metrics'
import { type Bucket, MARK_TYPES } from '../../../../server/oss/bucket/bucket'
import { nodePrimitives } from '../../../../server/oss/signing/node-primitives'
import { formIn } from '../../../form-in'
import { callbackSender } from '../../../model/cloud/callbacks'
import { cloudBucket } from '../../../model/cloud/cloud-bucket'
import { BUCKET, OSS_URL, openCloud, REGION } from '../../../model/cloud/open-cloud'
import { seededRandom } from '../../../model/seeded-random'
import { type Actor, act, type Process, step } from './schedule'

/** What the hook says at its first, second, … call. The last entry is for all further ones. */
export type Verdicts = readonly ('accept' | 'refuse' | 'fail')[]

export interface Case {
  kind: 'form' | 'parts'
  visibility: 'private' | 'public'
  content: 'right' | 'wrong'
  hook: Verdicts
}

export interface Answer {
  status: number
  body: { error?: { code: string }; file?: object; stored?: boolean }
}

export interface World {
  /** Starts a process, which knows nothing of earlier ones. */
  start(): Process
  request(process: Process, path: string, body?: object): Actor
  /** Sends the bytes once more, with the same ticket. */
  sendAgain(): Promise<unknown>
  /** The answers that reached the client. */
  answers: Answer[]
  /** The object at the final key, and its mark, unless that says that the file is accepted. */
  file(): ObjectRecord | undefined
  mark(): ObjectRecord | undefined
  /** What must never be and was, one sentence each. */
  violations: string[]
  check(after: string): void
  hook: {
    verdicts: Verdicts
    calls: number
    accepted: number
    /** Refusals after a call had confirmed the file and had closed its mark. */
    refusedConfirmed: number
  }
  store: ReturnType<typeof openCloud>['memory']['store']
  clock: { now: number }
}

const CONTENT = { right: Buffer.from('ffd8ffe000104a464946', 'hex'), wrong: Buffer.from('<html><b>') }
const METRICS = createMetrics()

export async function openWorld({ kind, visibility, content, hook: verdicts }: Case): Promise<World> {
  const clock = { now: Date.UTC(2026, 0, 2, 3, 4, 5) }
  const now = (): number => clock.now
  const random = seededRandom(1)
  const cloud = openCloud(
    callbackSender(async () => new Response()),
    random.bytes,
  )
  const { store } = cloud.memory
  const root = fixedCredentials(cloud.ring.pairs.root)
  const oss = (request: Omit<Parameters<typeof handleOss>[1], 'clientIp'>) =>
    handleOss(cloud, { ...request, clientIp: '10.0.0.2' }, now)
  const hook: World['hook'] = { verdicts, calls: 0, accepted: 0, refusedConfirmed: 0 }
  let isClosed = false
  const decide = async (): Promise<string> => {
    const verdict = hook.verdicts[Math.min(hook.calls, hook.verdicts.length - 1)]
    hook.calls += 1
    if (verdict === 'refuse' && isClosed) hook.refusedConfirmed += 1
    if (verdict === 'refuse') throw new Fault('forbidden')
    if (verdict === 'fail') throw new Error('the database is away')
    hook.accepted += 1
    return 'data'
  }
  const apps = new Map<Process, ReturnType<typeof createApp>>()
  const start = (): Process => {
    const process: Process = { isDead: false }
    apps.set(
      process,
      appOf({
        bucket: stepped(cloudBucket({ oss, credentials: root, now }), () => {
          isClosed = true
        }),
        credentials: root,
        visibility,
        decide,
        now,
        random,
      }),
    )
    return process
  }
  const send = async (process: Process, path: string, body: object): Promise<Answer> => {
    const request = new Request(`https://api.example${path}`, { method: 'POST', body: JSON.stringify(body) })
    const response = await (apps.get(process) as ReturnType<typeof createApp>).fetch(request)
    return { status: response.status, body: (await response.json()) as Answer['body'] }
  }

  const bytes = CONTENT[content]
  const file = { size: bytes.length, type: 'image/jpeg', ...(kind === 'parts' && { partSize: 1024 ** 2 }) }
  const { body } = await send(start(), PATHS.uploads, { route: 'any', files: [file] })
  const answer = body as UploadsAnswer
  const ticket: Ticket = kind === 'form' ? formIn(answer) : (answer.uploads[0] as MultipartTicket)
  const put = (url: string, headers: Record<string, string>) => {
    const { host, pathname, search } = new URL(url)
    const all = { host, ...headers, 'content-length': String(bytes.length) }
    return oss({ method: 'PUT', target: pathname + search, headers: all, body: once(bytes) })
  }
  const sendBytes = (): Promise<string> =>
    ticket.kind === 'form' ? storeForm(ticket, put, cloud.ring.pairs.root, now()) : storePart(ticket, put)
  const key = await sendBytes()
  const pendingKey = key.replace('uploads/', 'uploads/pending/')

  const of = (name: string): ObjectRecord | undefined => store.list().find((record) => record.key === name)
  const openMark = (): ObjectRecord | undefined => {
    const mark = of(pendingKey)
    return mark?.headers['Content-Type'] === MARK_TYPES.accepted ? undefined : mark
  }
  const world: World = {
    start,
    sendAgain: sendBytes,
    answers: [],
    request: (process, path, more = {}) =>
      act(
        process,
        () => send(process, path, { upload: ticket.upload, ...more }),
        (answer) => void world.answers.push(answer),
      ),
    file: () => of(key),
    mark: openMark,
    violations: [],
    check(after) {
      const [stored, isMarked] = [of(key), openMark() !== undefined]
      const note = (what: string): void => void world.violations.push(`after ${after}: ${what}`)
      if (stored && !isMarked && hook.accepted === 0) note('a file that the hook has not accepted is not marked')
      if (content === 'wrong' && stored?.acl === 'public-read') note('wrong content is public')
      if (content === 'wrong' && hook.calls > 0) note('the hook saw wrong content')
      if (!stored && world.answers.some(({ status, body }) => status === 200 && body.file))
        note('a confirmed file is gone')
    },
    hook,
    store,
    clock,
  }
  return world
}

type Put = (url: string, headers: Record<string, string>) => Promise<unknown>

/** Stores the bytes as a form would. */
async function storeForm(
  { fields }: FormTicket,
  put: Put,
  keys: { accessKeyId: string; accessKeySecret: string },
  now: number,
): Promise<string> {
  const key = fields.key ?? ''
  // The policy of a ticket demands the second one.
  const headers = { 'content-type': 'image/jpeg', 'x-oss-forbid-overwrite': 'true' }
  const request: Presignable = { method: 'PUT', bucket: BUCKET, key, headers, expiresSeconds: 60 }
  const scope = { date: formatDate(now), region: REGION }
  await put(presignUrl(OSS_URL, request, keys, scope, nodePrimitives), headers)
  return key.replace('/pending/', '/')
}

async function storePart({ url, query, headers, signatures }: MultipartTicket, put: Put): Promise<string> {
  await put(`${url}?${query}&partNumber=1&x-oss-signature=${signatures[0]}`, headers)
  return new URL(url).pathname.slice(1)
}

interface AppParts {
  bucket: Bucket
  credentials: CredentialSource
  visibility: Case['visibility']
  decide(): Promise<string>
  now(): number
  random: ReturnType<typeof seededRandom>
}

const appOf = ({ bucket, credentials, visibility, decide, now, random }: AppParts) =>
  createApp(
    {
      port: 0,
      oss: { bucket: BUCKET, region: REGION, endpoint: OSS_URL, domain: OSS_URL, prefix: 'uploads' },
      secrets: { session: ['session-secret-session-secret-session'], key: 'key-secret-key-secret-key-secret-key' },
    },
    {
      routes: defineRoutes({
        any: route({ accept: ['image/jpeg'], maxSize: '1MB', visibility, onStored: () => step('onStored', decide) }),
      }),
      identity: async () => ({ id: 'ann', kind: 'test', issuer: 'test' }),
      limits: false,
      metrics: METRICS,
      credentials,
      bucket,
      log: pino({ level: 'silent' }),
      now,
      randomBytes: random.bytes,
    },
  )

/** Each call waits for the schedule. @param whenClosed runs after the mark was removed or says that the file is accepted. */
const stepped = (bucket: Bucket, whenClosed: () => void): Bucket =>
  new Proxy(bucket, {
    get: (target, name) => {
      const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>
      return (...args: unknown[]) => {
        const isOfMark = /pending/.test(JSON.stringify(args))
        const closes = isOfMark && (name === 'remove' || /"accepted"/.test(JSON.stringify(args)))
        return step(`${String(name)} ${isOfMark ? 'mark' : 'file'}`, async () => {
          const outcome = await method(...args)
          if (closes) whenClosed()
          return outcome
        })
      }
    },
  })

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
