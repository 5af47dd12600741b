/**
 * node --import tsx bench/backend/oss-client.ts: what carries the backend's requests to OSS: its own client over Node's HTTP, and
 * ali-oss. CPU of a call in this process, against the local cloud in another one, both clients in turn; what ali-oss
 * installs; and the same HEAD by `fetch`. Compare ratios within one run only: machines differ.
 */
import { fileURLToPath } from 'node:url'
import { objectUrl } from '../../miniprogram/uploader/oss-v4/encoding'
import { formatDate } from '../../miniprogram/uploader/oss-v4/signing-scope'
import { fixedCredentials } from '../../server/credentials/credentials'
import type { Bucket } from '../../server/oss/bucket/bucket'
import { ossBucket } from '../../server/oss/bucket/oss-bucket'
import { signedHeaders } from '../../server/oss/signing/authorization'
import { aliOssBucket } from '../rig/backend/ali-oss-bucket'
import { type Cloud, startCloud } from '../rig/backend/cloud'
import { cpuOf } from '../rig/backend/cpu-of'
import { installed } from '../rig/backend/installed'
import { HEAD_BYTES, putPhoto } from '../rig/backend/put-photo'
import { progress, type Row, report } from '../rig/report'
import { median, spread } from '../rig/samples'

const ROUNDS = 5
const CALLS = 60
const AT_ONCE = 10
/** Of the CPU that ali-oss needs for the five calls of a confirmation. Without ali-oss, its packages are saved as well. */
const TARGET = 1

type Client = Omit<Bucket, 'examine'>
type Work = (client: Client, run: number) => Promise<unknown>

const KEY = 'bench/photo.jpg'
/** The calls, and how many of each confirm a form. */
const calls = (etag: string): Record<string, { inConfirm: number; work: Work }> => ({
  head: { inConfirm: 2, work: (client) => client.head(KEY) },
  'ranged GET': { inConfirm: 1, work: (client) => client.readBeginning(KEY, HEAD_BYTES) },
  copy: {
    inConfirm: 1,
    work: (client, run) =>
      client.promote({ from: KEY, to: `bench/${run}.jpg`, ifMatch: etag, contentType: 'image/jpeg', acl: 'private' }),
  },
  put: { inConfirm: 0, work: (client) => client.putMark({ key: 'bench/mark', state: 'open' }) },
  delete: { inConfirm: 1, work: (client, run) => client.remove(`bench/${run}.jpg`) },
  'initiate, list and abort': {
    inConfirm: 0,
    work: async (client, run) => {
      const key = `bench/parts-${run}.jpg`
      const uploadId = await client.initiate({ key, contentType: 'image/jpeg' })
      await client.listParts(key, uploadId)
      await client.abort(key, uploadId)
    },
  },
})

let runs = 0

const timed = (work: (run: number) => Promise<unknown>): Promise<number> =>
  cpuOf(CALLS, AT_ONCE, () => {
    runs += 1
    return work(runs)
  })

async function headByFetch({ place, keys }: Cloud): Promise<void> {
  const request = { method: 'HEAD' as const, bucket: place.bucket, key: KEY }
  const scope = { date: formatDate(Date.now()), region: place.region }
  const headers = signedHeaders(request, keys, scope)
  const answer = await fetch(objectUrl(place.endpoint, KEY), { method: 'HEAD', headers, redirect: 'manual' })
  if (!answer.ok) throw new Error(`expected 200, got ${answer.status}`)
  await answer.arrayBuffer()
}

const ms = (values: number[]): string => `${median(values).toFixed(2)} ms`

async function measure(cloud: Cloud): Promise<Row[]> {
  const own: Client = ossBucket(cloud.place, fixedCredentials(cloud.keys))
  const ali: Client = aliOssBucket(cloud.place, { ...cloud.keys, expiresAt: Number.POSITIVE_INFINITY })
  await putPhoto(cloud, KEY)
  const etag = (await own.head(KEY))?.etag ?? ''
  const rows: Row[] = []
  const confirms = { own: 0, ali: 0 }
  for (const [name, { inConfirm, work }] of Object.entries(calls(etag))) {
    progress(name)
    const [owns, alis]: [number[], number[]] = [[], []]
    for (let round = 0; round <= ROUNDS; round += 1) {
      const sample = [await timed((run) => work(own, run)), await timed((run) => work(ali, run))] as const
      // The first round warms up.
      if (round === 0) continue
      owns.push(sample[0])
      alis.push(sample[1])
    }
    confirms.own += inConfirm * median(owns)
    confirms.ali += inConfirm * median(alis)
    rows.push({
      what: `${name}: CPU by the own client, and by ali-oss`,
      measured: `${ms(owns)}, ${ms(alis)}`,
      spread: spread(owns),
    })
  }
  const byFetch: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) byFetch.push(await timed(() => headByFetch(cloud)))
  rows.push({ what: 'head: CPU by fetch', measured: ms(byFetch), spread: spread(byFetch) })
  const ratio = confirms.own / confirms.ali
  rows.push({
    what: `the five calls of a confirmation: ${confirms.own.toFixed(2)} ms of CPU, of ali-oss's ${confirms.ali.toFixed(2)} ms`,
    measured: ratio.toFixed(2),
    expected: `≤ ${TARGET}`,
    isMet: ratio <= TARGET,
  })
  return rows
}

const { packages, bytes } = installed(['ali-oss'], fileURLToPath(new URL('../..', import.meta.url)))
const cloud = await startCloud()
try {
  const brought = { what: 'ali-oss installs', measured: `${packages} packages, ${(bytes / 1e6).toFixed(1)} MB` }
  report([brought, ...(await measure(cloud))])
} finally {
  cloud.close()
}
