/** Started by `far-side.ts`: sends the addresses of its servers, and on request the number of requests so far. */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { LocalCloud } from '../../dev/local-cloud'
import type { Conditions } from '../../dev/local-cloud/link'
import { startStack } from '../../dev/stack/stack'
import { PATHS } from '../../miniprogram/uploader/contract'
import type { Requests } from './far-side'

const none: Requests = { backend: 0, oss: 0 }
let requests = { ...none }

/** Counts a line of the backend's log, except OSS's callbacks. */
function countBackend(line: string): void {
  const { path } = JSON.parse(line) as { path?: string }
  if (path && path !== PATHS.callback) requests.backend += 1
}

/** Counts the phone's requests to OSS, without the backend's. */
function countOss({ journal }: LocalCloud): void {
  const { add } = journal
  journal.add = (entry) => {
    if (entry.service === 'oss' && entry.userAgent.includes('MicroMessenger')) requests.oss += 1
    add(entry)
  }
}

async function startSink(): Promise<Server> {
  const sink = createServer((request, response) => request.resume().once('end', () => response.end()))
  sink.listen(0, '127.0.0.1')
  await once(sink, 'listening')
  return sink
}

const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-bench-'))
const link = JSON.parse(process.argv[2] ?? 'null') as Partial<Conditions> | null
const log = pino({ level: 'info' }, { write: countBackend })
const stack = await startStack({ folder, wiring: { log }, ...(link && { link }) })
countOss(stack.cloud)
const sink = await startSink()
const sinkUrl = `http://localhost:${(sink.address() as AddressInfo).port}`

process.on('message', () => {
  process.send?.(requests)
  requests = { ...none }
})
process.once('disconnect', async () => {
  await stack.close()
  await rm(folder, { recursive: true, force: true })
  process.exit()
})
process.send?.({ server: stack.url, sink: (await stack.cloud.link?.open(sinkUrl))?.url ?? sinkUrl })
