const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPENING = new Set([0x5b, 0x7b])
const CLOSING = new Set([0x5d, 0x7d])

export interface JsonLimits {
  /** Levels of nested arrays and objects. */
  depth: number
  /** Arrays, objects, and their entries. */
  values: number
}

/**
 * The first limit that a JSON text exceeds, found without parsing it. `JSON.parse` accepts any depth, but recursive code
 * that reads the value later may exceed the stack. And 64 KB can hold 20,000 values, each of which costs a schema more
 * than its bytes cost to read.
 */
export function exceededLimit(json: Uint8Array, { depth: most, values }: JsonLimits): keyof JsonLimits | undefined {
  let depth = 0
  let count = 0
  for (let index = 0; index < json.length; index += 1) {
    const byte = json[index] ?? 0
    if (byte === QUOTE) index = endOfText(json, index)
    else if (OPENING.has(byte)) depth += 1
    else if (CLOSING.has(byte)) depth -= 1
    if (byte === COMMA || OPENING.has(byte)) count += 1
    if (depth > most) return 'depth'
    if (count > values) return 'values'
  }
  return undefined
}

/** The place of the closing quote. */
function endOfText(json: Uint8Array, opening: number): number {
  let index = opening + 1
  while (index < json.length && json[index] !== QUOTE) index += json[index] === BACKSLASH ? 2 : 1
  return index
}
