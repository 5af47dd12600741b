const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPENING = new Set([0x5b, 0x7b])
const CLOSING = new Set([0x5d, 0x7d])

/**
 * Whether arrays and objects of a JSON text are nested deeper than `limit`. `JSON.parse` accepts any depth, but
 * recursive code that reads the value later may exceed the stack.
 */
export function isDeeperThan(json: Uint8Array, limit: number): boolean {
  let depth = 0
  let isText = false
  for (let index = 0; index < json.length; index += 1) {
    const byte = json[index] ?? 0
    if (isText && byte === BACKSLASH) index += 1
    else if (byte === QUOTE) isText = !isText
    else if (!isText && OPENING.has(byte)) depth += 1
    else if (!isText && CLOSING.has(byte)) depth -= 1
    if (depth > limit) return true
  }
  return false
}
