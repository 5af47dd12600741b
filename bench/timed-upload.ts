/** Started by `checksum.ts`: one upload by parts, and how long the thread was at its checksum. Tells both as JSON, ms. */
import { startPhone } from './phone'

export interface TimedUpload {
  ms: number
  checksumMs: number
}

/** Filled by what `checksum.ts` puts around `updateCrc64`. */
declare global {
  var checksumMs: number
}
globalThis.checksumMs = 0

const [server = '', path = ''] = process.argv.slice(2)
const { host, uploader } = await startPhone(server)
const startedAt = performance.now()
await uploader.upload(host.temp(path), { route: 'video' }).done
const timed: TimedUpload = { ms: performance.now() - startedAt, checksumMs: globalThis.checksumMs }
await host.dispose()
process.stdout.write(JSON.stringify(timed))
