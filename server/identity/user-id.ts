const MAX_LENGTH = 256

/**
 * The id of a user as text. Java backends often use numbers. Beyond 2^53 a number would be rounded to another user's id.
 * `undefined` if the value cannot be an id.
 */
export function userId(value: unknown): string | undefined {
  if (Number.isSafeInteger(value)) return String(value)
  return typeof value === 'string' && value !== '' && value.length <= MAX_LENGTH ? value : undefined
}
