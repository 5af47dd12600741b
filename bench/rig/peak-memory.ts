/** Started by `memory.ts`: one upload and download in this process. Sends its resident set, MB. */
import { rm } from 'node:fs/promises'
import { digestOfFile, digestOfUrl } from '../../dev/demo/compare'
import { startStack } from '../../dev/stack/stack'
import { startPhone } from './phone'

export interface Peak {
  /** After everything was loaded and started. */
  atStart: number
  most: number
}

const mostMB = (): number => process.resourceUsage().maxRSS / 1024

const [way, path = '', folder = ''] = process.argv.slice(2)
const stack = await startStack({ folder })
const { host, uploader } = await startPhone(stack.url, {
  multipartThreshold: way === 'parts' ? 1 : Number.POSITIVE_INFINITY,
})
const atStart = mostMB()
const { url } = await uploader.upload(host.temp(path), { route: 'video' }).done
const [local, remote] = [await digestOfFile(path), await digestOfUrl(url)]
if (local.sha256 !== remote.sha256) throw new Error(`the downloaded bytes differ: ${remote.size}`)
const peak: Peak = { atStart, most: mostMB() }
process.send?.(peak)
await host.dispose()
await stack.close()
await rm(folder, { recursive: true, force: true })
