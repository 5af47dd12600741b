/** Started by `checksum.ts`: one upload in parts. Prints its time and the time of its checksum as JSON, ms. */
import { startPhone } from './phone'

export interface TimedUpload {
  ms: number
  checksumMs: number
}

/** Filled by the stopwatch that `checksum.ts` adds to `updateCrc64`. */
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
