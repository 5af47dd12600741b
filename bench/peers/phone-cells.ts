import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Conditions } from '../../dev/local-cloud/link'
import { writeVideo } from '../rig/video'
import { type RunningFarSide, startFarSide } from './far'
import type { PhoneOrder, PhonePeerName, PhoneTime } from './phone/process'
import type { Measure } from './results'

const KB = 1024
const MB = 1024 * KB
const ALL: readonly PhonePeerName[] = ['ours', 'recipe', 'cos-wx-sdk-v5', 'bare POSTs']

/** One situation of a phone, in which all peers send the same files. */
export interface PhoneCell {
  id: string
  files: number
  /** Bytes of each file. A large one is sent by parts where a peer does that. */
  size: number
  /** Mbit/s. */
  mbit: number
  /** Round trip, ms. */
  trip: number
  loss?: Conditions['loss']
  /** Between the backend and OSS, ms. Default: they are side by side. */
  ossTrip?: number
  /** Round trips are counted instead of the share of the link. */
  inTrips?: true
  /** iPhones compile no JavaScript to machine code. */
  jitless?: true
  peers?: readonly PhonePeerName[]
  /** Default 3. */
  rounds?: number
}

const OURS_AND_RECIPE: readonly PhonePeerName[] = ['ours', 'recipe']

export const PHONE_CELLS: readonly PhoneCell[] = [
  { id: '1-photo-20', files: 1, size: 400 * KB, mbit: 20, trip: 40 },
  { id: '9-photos-20', files: 9, size: 400 * KB, mbit: 20, trip: 40 },
  { id: '9-photos-100', files: 9, size: 400 * KB, mbit: 100, trip: 10 },
  { id: '50-photos-100', files: 50, size: 300 * KB, mbit: 100, trip: 10 },
  ...[1, 8, 9].map((files) => ({
    id: `${files}-small`,
    files,
    size: 20 * KB,
    mbit: 1000,
    trip: 200,
    inTrips: true as const,
  })),
  {
    id: '9-photos-cut',
    files: 9,
    size: 400 * KB,
    mbit: 3,
    trip: 200,
    loss: { how: 'reset', rate: 0.25, afterBytes: 200 * KB },
    rounds: 2,
  },
  ...[30, 80].map((ossTrip) => ({
    id: `9-photos-oss-${ossTrip}`,
    files: 9,
    size: 400 * KB,
    mbit: 20,
    trip: 40,
    ossTrip,
    peers: OURS_AND_RECIPE,
  })),
  { id: 'parts', files: 1, size: 20 * MB, mbit: 100, trip: 20 },
  {
    id: 'parts-jitless',
    files: 1,
    size: 20 * MB,
    mbit: 100,
    trip: 20,
    jitless: true,
    peers: [...ALL, 'miniprogram-file-uploader'],
  },
  ...[1, 10, 100, 500, 1000].map((files) => ({
    id: `${files}-files`,
    files,
    size: 50 * KB,
    mbit: 20,
    trip: 40,
    peers: OURS_AND_RECIPE,
    rounds: files > 100 ? 1 : 3,
  })),
  ...[1, 10, 100, 1000, 2000].map((size) => ({
    id: `${size}-mb`,
    files: 1,
    size: size * MB,
    mbit: 400,
    trip: 10,
    peers: ['ours', 'bare POSTs'] as const,
    rounds: size > 100 ? 1 : 3,
  })),
]

const MOST_WARM_UP = 20 * MB
/** Sent before anything is measured: a server that runs has long compiled its code. */
const FIRST_FILES = { id: 'first', files: 60, size: 20 * KB }

/** Measures all peers, in turns, so that what else the machine does meets each of them. */
export async function measurePhones(
  cell: PhoneCell,
  folder: string,
  onMeasure: (peer: PhonePeerName, measure: Measure) => void,
): Promise<void> {
  const { mbit, trip, loss, ossTrip, peers = ALL, rounds = 3 } = cell
  const paths = await filesOf(cell, folder)
  const [warmUp = ''] = await filesOf({ id: 'warm-up', files: 1, size: Math.min(cell.size, MOST_WARM_UP) }, folder)
  const link = { bandwidth: (mbit * 1e6) / 8, latencyMs: trip / 2, ...(loss && { loss }) }
  const far = await startFarSide({ link, ossTrip })
  try {
    const many = await filesOf(FIRST_FILES, folder)
    await measure({ ...cell, ...FIRST_FILES }, { peer: 'ours', far, paths: many, warmUp }, far)
    for (let round = 0; round < rounds; round += 1) {
      for (const peer of peers) onMeasure(peer, await measure(cell, { peer, far, paths, warmUp }, far))
    }
  } finally {
    await far.close()
  }
}

async function measure(cell: PhoneCell, order: PhoneOrder, far: RunningFarSide): Promise<Measure> {
  const { files, size, mbit, trip, inTrips, jitless } = cell
  const path = fileURLToPath(new URL('phone/process.ts', import.meta.url))
  const child = fork(path, [], { execArgv: ['--import', 'tsx', ...(jitless ? ['--jitless'] : [])] })
  const { work: _work, close: _close, ...addresses } = far
  child.send({ ...order, far: addresses })
  await once(child, 'message')
  await far.work(size)
  const [load = 0] = loadavg()
  const [{ ms, claimed, peakMb }] = (await once(child, 'message')) as [PhoneTime]
  const { stored, cpuMs } = await far.work(size)
  const ideal = inTrips ? trip : (files * size * 8) / (mbit * 1000)
  return { value: ms / ideal, files, claimed, stored, peakMb, load, ...(stored > 0 && { farMs: cpuMs / stored }) }
}

async function filesOf(
  { id, files, size }: Pick<PhoneCell, 'id' | 'files' | 'size'>,
  folder: string,
): Promise<string[]> {
  if (size >= MB) return [await writeVideo(join(folder, `${id}.mp4`), size)]
  const paths = Array.from({ length: files }, (_, index) => join(folder, `${id}-${index}.jpg`))
  const photo = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(size - 4)])
  await Promise.all(paths.map((path) => writeFile(path, photo)))
  return paths
}
