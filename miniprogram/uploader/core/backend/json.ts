/** Guards for JSON from outside. */

export type Json = Record<string, unknown>

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

export const isPositive = (value: unknown): value is number => typeof value === 'number' && value > 0

/** A positive whole number. */
export const isWhole = (value: unknown): value is number => isPositive(value) && Number.isInteger(value)

export const isTextRecord = (value: unknown): value is Record<string, string> =>
  isRecord(value) && Object.keys(value).every((name) => typeof value[name] === 'string')

/** Undefined if the text is not JSON, such as a gateway's error page. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
