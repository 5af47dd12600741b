import type { PhoneFile } from '../phone/files'
import { seededRandom } from '../seeded-random'

const KB = 1024
const MB = 1024 * KB

/** Creates the files of a day one after the other: one in ten is big enough for several parts. */
export function randomFiles(seed: number): (nth: number) => PhoneFile {
  const random = seededRandom(seed + 8)
  return (nth) => {
    const isBig = random.next() < 0.1
    const size = isBig ? MB + random.below(MB) : 1 + random.below(200 * KB)
    return { size, kind: random.oneOf(['jpeg', 'mp4', 'unknown'] as const), salt: nth * 401, modified: nth }
  }
}
