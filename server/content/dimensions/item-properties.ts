import { type Box, boxesIn, boxIn } from './boxes'
import { uint8, uint16, uint32 } from './integers'

/** Lists the properties of an item in the order in which it names them; undefined if one is outside of the head. */
export function propertiesOf(itemId: number, iprp: Uint8Array): Box[] | undefined {
  const indices = propertyIndices(itemId, iprp)
  const ipco = boxIn(iprp, 'ipco')
  if (!indices || !ipco) return undefined
  const named = new Map<number, Box>()
  const isNamed = new Set(indices)
  let index = 0
  for (const box of boxesIn(ipco.body)) {
    index += 1
    if (box.isWhole && isNamed.has(index)) named.set(index, box)
  }
  const properties = indices.map((each) => named.get(each))
  return properties.every((property) => property !== undefined) ? properties : undefined
}

/** The numbers count from 1. There may be several `ipma` boxes, but they name an item once. */
function propertyIndices(itemId: number, iprp: Uint8Array): number[] | undefined {
  for (const { type, body } of boxesIn(iprp)) {
    const indices = type === 'ipma' ? indicesIn(body, itemId) : undefined
    if (indices) return indices
  }
  return undefined
}

/** Each entry is of one item, with one number per property, whose first bit is a flag: ISO/IEC 23008-12, 9.3. */
function indicesIn(ipma: Uint8Array, itemId: number): number[] | undefined {
  const [readId, idBytes] = uint8(ipma, 0) < 1 ? ([uint16, 2] as const) : ([uint32, 4] as const)
  const [readIndex, indexBytes] = uint8(ipma, 3) % 2 === 1 ? ([uint16, 2] as const) : ([uint8, 1] as const)
  const flag = 2 ** (8 * indexBytes - 1)
  let at = 8
  for (let left = uint32(ipma, 4); left > 0 && at < ipma.length; left -= 1) {
    const count = uint8(ipma, at + idBytes)
    const start = at + idBytes + 1
    const end = start + count * indexBytes
    if (readId(ipma, at) === itemId) {
      if (!(end <= ipma.length)) return undefined
      const indices = Array.from({ length: count }, (_, i) => readIndex(ipma, start + i * indexBytes) % flag)
      // The number 0 names no property.
      return indices.filter((index) => index > 0)
    }
    at = end
  }
  return undefined
}
