/** Started by `phone-cells.ts` for one upload of one peer. Sends what it took. */
import { createDisk, createWxHost } from '../../../dev/wx-host'
import { createUploader } from '../../../miniprogram/uploader/wx'
import type { FarSide } from '../far'
import { bare } from './bare'
import { chunks } from './chunks'
import { cos } from './cos'
import { ours } from './ours'
import type { PhonePeer } from './peer'
import { recipe } from './recipe'

export const PHONE_PEERS = {
  ours,
  recipe,
  'cos-wx-sdk-v5': cos,
  'miniprogram-file-uploader': chunks,
  'bare POSTs': bare,
} satisfies Record<string, PhonePeer>

export type PhonePeerName = keyof typeof PHONE_PEERS

export interface PhoneOrder {
  peer: PhonePeerName
  far: FarSide
  paths: string[]
  /** Sent before, unmeasured, so that Node has compiled the code. */
  warmUp: string
}

export interface PhoneTime {
  ms: number
  claimed: number
  /** The most memory that the process had, MB. */
  peakMb: number
}

async function run({ peer, far, paths, warmUp }: PhoneOrder): Promise<PhoneTime> {
  const disk = createDisk()
  const send = async (files: readonly string[]): Promise<{ ms: number; claimed: number }> => {
    // A new phone process each time: it has its session, but no connection.
    const host = createWxHost({ disk, platform: 'android' })
    const local = files.map((path) => host.temp(path))
    const startedAt = performance.now()
    const claimed = await PHONE_PEERS[peer].send(host, local, far)
    const ms = performance.now() - startedAt
    await host.dispose()
    return { ms, claimed }
  }
  const first = createWxHost({ disk, platform: 'android' })
  if (peer === 'ours') await createUploader({ server: far.server, wx: first.wx }).prepare()
  await first.dispose()
  await send([warmUp])
  process.send?.('measuring')
  const sent = await send(paths)
  disk.remove()
  return { ...sent, peakMb: process.resourceUsage().maxRSS / 1024 }
}

process.once('message', (order: PhoneOrder) => {
  void run(order).then((time) => {
    process.send?.(time)
    process.disconnect()
  })
})
