/** The local cloud in a process of its own, so that a bench measures only its clients. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { startLocalCloud } from '../../../dev/local-cloud'
import type { BucketOptions } from '../../../server/oss/bucket/oss-call'

export interface Cloud {
  place: BucketOptions
  keys: { accessKeyId: string; accessKeySecret: string }
  close(): void
}

export async function startCloud(): Promise<Cloud> {
  const child = fork(fileURLToPath(import.meta.url), ['cloud'], { execArgv: ['--import', 'tsx'] })
  const [started] = (await once(child, 'message')) as [Omit<Cloud, 'close'>]
  return { ...started, close: () => child.disconnect() }
}

async function runCloud(): Promise<void> {
  const { bucket, region, ossUrl, root, close } = await startLocalCloud({})
  process.send?.({ place: { bucket, region, endpoint: ossUrl }, keys: root })
  process.once('disconnect', () => void close().then(() => process.exit()))
}

if (process.send && process.argv[2] === 'cloud') await runCloud()
