/**
 * node --import tsx bench/judgement.ts: how long the media type of a file takes, for real files and for heads that are
 * made to be slow. The measure is CRC-64 over the same 4,096 bytes, which every upload computes over its whole file.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { EMPTY_CRC64, updateCrc64 } from '../miniprogram/uploader/core/crc64/crc64'
import { HEAD_BYTES } from '../miniprogram/uploader/formats/head'
import { mediaTypeOf } from '../miniprogram/uploader/formats/media-type'
import { report } from './rig/report'
import { median } from './rig/samples'

const FILES = fileURLToPath(new URL('../test/formats/files/', import.meta.url))
const ROUNDS = 200
/** No head may be much slower than a usual one. */
const TARGET = 10

/** Each repeats what an expression of the table looks for, and never completes it. */
const STUBBORN = [
  'PK',
  'PK\x03\x04',
  `PK${'x'.repeat(28)}word`,
  'PKAndroidManifest.xm',
  'G',
  '%PDF',
  '\n',
  '\x1aE\xdf\xa3B\x82',
  '\0\0\0\x18ftypXXXX',
]

interface Head {
  name: string
  bytes: Uint8Array
}

const realHeads: Head[] = readdirSync(FILES).map((name) => {
  return { name, bytes: new Uint8Array(readFileSync(FILES + name).subarray(0, HEAD_BYTES)) }
})

const stubbornHeads: Head[] = STUBBORN.map((word) => {
  return {
    name: 'a.docx',
    bytes: Uint8Array.from({ length: HEAD_BYTES }, (_, at) => word.charCodeAt(at % word.length)),
  }
})

/** Of one call, µs. */
function timeOf(work: () => void): number {
  work()
  const startedAt = performance.now()
  for (let round = 0; round < ROUNDS; round += 1) work()
  return ((performance.now() - startedAt) * 1000) / ROUNDS
}

const whole = new Uint8Array(HEAD_BYTES).fill(0x61)
const crc = timeOf(() => updateCrc64(EMPTY_CRC64, whole))
const timesOf = (heads: Head[]): number[] => heads.map(({ name, bytes }) => timeOf(() => mediaTypeOf(bytes, name)))
const real = timesOf(realHeads)
const stubborn = timesOf(stubbornHeads)
const usual = median(real)
const slowest = Math.max(...real, ...stubborn)

report([
  { what: 'media type of a real file, relative to CRC-64 of its head', measured: (usual / crc).toFixed(2) },
  {
    what: 'media type of the slowest real or hostile head, relative to a usual one',
    measured: (slowest / usual).toFixed(2),
    expected: `< ${TARGET}`,
    isMet: slowest / usual < TARGET,
  },
])
