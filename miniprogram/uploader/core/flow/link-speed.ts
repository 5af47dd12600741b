import type { Network } from '../ports'

/** What the link carries, as far as earlier sends have shown; by its kind until then. Bytes a second. */
export interface LinkSpeed {
  observe(bytesPerSecond: number): void
  estimate(network: Network): number
}

const KB = 1024

/** What such links rarely exceed upwards. */
const USUAL: Record<Network['type'], number> = {
  wifi: 4096 * KB,
  '5g': 4096 * KB,
  '4g': 1536 * KB,
  '3g': 256 * KB,
  '2g': 32 * KB,
  unknown: 1536 * KB,
}

export function linkSpeed(): LinkSpeed {
  let seen: number | undefined
  return {
    observe(bytesPerSecond) {
      seen = seen === undefined ? bytesPerSecond : (seen + bytesPerSecond) / 2
    },
    estimate: ({ type }) => seen ?? USUAL[type],
  }
}
