/** Started by `far.ts`: sends its addresses, and for each size that it gets, how many whole files it has stored. */
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { LocalCloud } from '../../dev/local-cloud'
import { startStack } from '../../dev/stack/stack'
import { cosListener } from './cos-server'
import type { FarOptions, FarSide, FarWork } from './far'

const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-bench-'))
const { link, ossTrip } = JSON.parse(process.argv[2] ?? '{}') as FarOptions
// The fields of the recipe are those of OSS's old samples, whose policies name few of them.
const stack = await startStack({
  folder,
  link,
  ...(ossTrip !== undefined && { ossLink: { latencyMs: ossTrip / 2 } }),
  extraFields: 'lax',
  wiring: { log: pino({ level: 'silent' }) },
})
const { cloud } = stack
const cos = cosListener()

async function behindLink(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  return (await cloud.link?.open(url))?.url ?? url
}

/** As the published recipes answer: a policy that lets its user store any file below a folder for a while. */
const policy: RequestListener = (_, response) => {
  const dir = 'src/20261201/'
  const document = {
    expiration: new Date(Date.now() + 300_000).toISOString(),
    conditions: [
      ['content-length-range', 0, 1024 ** 3],
      ['starts-with', '$key', dir],
    ],
  }
  const text = Buffer.from(JSON.stringify(document)).toString('base64')
  const signature = createHmac('sha1', cloud.root.accessKeySecret).update(text).digest('base64')
  response.setHeader('content-type', 'application/json')
  response.end(
    JSON.stringify({ host: cloud.link?.url, dir, policy: text, signature, accessKeyId: cloud.root.accessKeyId }),
  )
}

let stored = 0

/** Counts objects that clients have stored in the bucket, by a form or in parts. OSS stores no form that it has not got whole. */
function countStored({ journal }: LocalCloud): void {
  const { add } = journal
  journal.add = (entry) => {
    const { operation, status } = entry
    if (/^(PostObject|CompleteMultipartUpload)$/.test(operation) && status === 200) stored += 1
    add(entry)
  }
}

countStored(cloud)
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

let before = cpuMs()

process.on('message', (size: number) => {
  const now = cpuMs()
  process.send?.({ stored: stored + cos.stored(size), cpuMs: now - before } satisfies FarWork)
  stored = 0
  before = now
})
process.once('disconnect', async () => {
  await stack.close()
  await rm(folder, { recursive: true, force: true })
  process.exit()
})
process.send?.({
  server: stack.url,
  policy: await behindLink(policy),
  cos: await behindLink(cos.listener),
} satisfies FarSide)
