import type { Conditions } from './conditions'

const BITS: Record<string, number> = { kbit: 1e3, mbit: 1e6, gbit: 1e9 }

/**
 * Parses `20mbit,40ms,1%`: bits a second in each direction, the round trip that ping shows, and the share of connections
 * that are reset after 100 KB. Each is optional, in any order; `8mbit/2mbit` is down and up.
 * @throws RangeError
 */
export function parseConditions(text: string): Partial<Conditions> {
  return Object.assign({}, ...text.split(',').map((part) => parsePart(part.trim().toLowerCase())))
}

function parsePart(part: string): Partial<Conditions> {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|%)$/.exec(part) ?? []
  if (unit === 'ms') return { latencyMs: Number(number) / 2 }
  if (unit === '%') return { loss: { how: 'reset', rate: Number(number) / 100, afterBytes: 100_000 } }
  const [down, up = down, ...more] = part.split('/').map(parseRate)
  if (down === undefined || up === undefined || more.length > 0)
    throw new RangeError(`expected 20mbit, 8mbit/2mbit, 40ms or 1%, got ${part}`)
  return { bandwidth: { up, down } }
}

function parseRate(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)([kmg]bit)$/.exec(text) ?? []
  return number === undefined ? undefined : (Number(number) * (BITS[unit] ?? 1)) / 8
}
