/**
 * node --import tsx bench/backend/confirm.ts: CPU of the backend for one whole `complete` of a form: session, token, five requests
 * to OSS, inspection, URL and answer, against the local cloud in another process. Compared in the same run with the same
 * backend over ali-oss, and with five bare requests of Node. Compare ratios within one run only: machines differ.
 */
import { pino } from 'pino'
import { PATHS, type UploadsAnswer } from '../../miniprogram/uploader/contract'
import { formatDate } from '../../miniprogram/uploader/oss-v4/signing-scope'
import { fixedCredentials } from '../../server/credentials/credentials'
import { createApp, defineRoutes, route, sessionIdentity } from '../../server/index'
import type { Bucket } from '../../server/oss/bucket/bucket'
import { ossBucket } from '../../server/oss/bucket/oss-bucket'
import { signedHeaders } from '../../server/oss/signing/authorization'
import { type Answer, sendRequest } from '../../server/outbound/send-request'
import { aliOssBucket } from '../rig/backend/ali-oss-bucket'
import { type Cloud, startCloud } from '../rig/backend/cloud'
import { cpuOf } from '../rig/backend/cpu-of'
import { HEAD_BYTES, putPhoto } from '../rig/backend/put-photo'
import { progress, report } from '../rig/report'
import { median, spread } from '../rig/samples'

const ROUNDS = 15
/** A server is warm: its code is compiled. */
const WARM_UP = 10
const CALLS = 100
const AT_ONCE = 10
/** Half of what it was with ali-oss and three serial steps to OSS. */
const TARGET_MS = 2.25

const secrets = { session: ['session-secret-session-secret-session'], key: 'key-secret-key-secret-key-secret-key' }

interface Backend {
  /** Puts a photo where a form would, and returns the token of its upload. */
  upload(): Promise<string>
  complete(upload: string): Promise<void>
  /** Resolves when the pending objects are removed, which no answer waits for. */
  settled(): Promise<unknown>
}

async function startBackend(cloud: Cloud, bucket: Bucket): Promise<Backend> {
  const { place, keys } = cloud
  const removals: Promise<void>[] = []
  const remove = (key: string): Promise<void> => {
    const removal = bucket.remove(key)
    removals.push(removal)
    return removal
  }
  const app = createApp(
    { port: 0, oss: { ...place, domain: place.endpoint, prefix: 'uploads' }, secrets },
    {
      routes: defineRoutes({ photo: route({ accept: ['image/jpeg'], maxSize: '1MB' }) }),
      identity: sessionIdentity({
        secrets: secrets.session,
        login: async (code) => ({ kind: 'bench', issuer: 'bench', id: code }),
      }),
      credentials: fixedCredentials(keys),
      bucket: { ...bucket, remove },
      limits: false,
      log: pino(pino.destination({ dest: '/dev/null', sync: false })),
    },
  )
  let authorization = ''
  const post = async <Body>(path: string, body: object): Promise<Body> => {
    const request = { method: 'POST', body: JSON.stringify(body), headers: { authorization } }
    const answer = await app.fetch(new Request(`http://localhost${path}`, request))
    if (answer.status !== 200) throw new Error(`expected 200, got ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as Body
  }
  authorization = `Bearer ${(await post<{ token: string }>(PATHS.session, { code: 'ann' })).token}`
  return {
    async upload() {
      const files = [{ size: HEAD_BYTES, type: 'image/jpeg' }]
      const { uploads } = await post<UploadsAnswer>(PATHS.uploads, { route: 'photo', files })
      const [ticket] = uploads
      if (!ticket || 'error' in ticket || ticket.kind !== 'form') throw new Error('expected a form')
      await putPhoto(cloud, ticket.fields.key ?? '')
      return ticket.upload
    },
    complete: (upload) => post(PATHS.complete, { upload }),
    settled: () => Promise.all(removals.splice(0)),
  }
}

/** ms of CPU for one confirmation. */
async function measure({ upload, complete, settled }: Backend): Promise<number> {
  const uploads: string[] = []
  while (uploads.length < CALLS) uploads.push(await upload())
  return cpuOf(CALLS, AT_ONCE, (at) => complete(uploads[at] ?? ''), settled)
}

/** ms of CPU for as many requests as a confirmation makes, signed in advance. */
function bareRequests({ place, keys }: Cloud): Promise<number> {
  const { bucket, region, endpoint } = place
  const request = { method: 'HEAD', bucket, key: 'bench/none.jpg' } as const
  const headers = signedHeaders(request, keys, { date: formatDate(Date.now()), region })
  const send = (): Promise<Answer> =>
    sendRequest({ method: 'HEAD', url: `${endpoint}/${request.key}`, headers, deadlineMs: 10_000, mostBytes: 0 })
  return cpuOf(CALLS, AT_ONCE, async () => {
    await Promise.all([send(), send(), send()])
    await send()
    await send()
  })
}

async function main(): Promise<void> {
  const cloud = await startCloud()
  try {
    const { place, keys } = cloud
    const ali = aliOssBucket(place, { ...keys, expiresAt: Number.POSITIVE_INFINITY })
    const own = await startBackend(cloud, ossBucket(place, fixedCredentials(keys)))
    const other = await startBackend(cloud, { ...ali, examine: async () => undefined })
    const [owns, alis, bares]: [number[], number[], number[]] = [[], [], []]
    for (let round = 1 - WARM_UP; round <= ROUNDS; round += 1) {
      progress(round > 0 ? `round ${round} of ${ROUNDS}` : 'warming up')
      const sample = [await measure(own), await measure(other), await bareRequests(cloud)] as const
      if (round <= 0) continue
      owns.push(sample[0])
      alis.push(sample[1])
      bares.push(sample[2])
    }
    const ratios = owns.map((own, at) => own / (alis[at] ?? Number.NaN))
    report([
      {
        what: 'a whole confirmation of a form: CPU',
        measured: `${median(owns).toFixed(2)} ms`,
        spread: spread(owns),
        expected: `≤ ${TARGET_MS}`,
        isMet: median(owns) <= TARGET_MS,
      },
      { what: 'the same over ali-oss: CPU', measured: `${median(alis).toFixed(2)} ms`, spread: spread(alis) },
      { what: 'its share of that', measured: median(ratios).toFixed(2), spread: spread(ratios) },
      { what: 'five bare requests of Node: CPU', measured: `${median(bares).toFixed(2)} ms`, spread: spread(bares) },
    ])
  } finally {
    cloud.close()
  }
}

await main()
