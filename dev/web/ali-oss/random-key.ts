/**
 * The last segment of a key: random, so that no file overwrites another, with only the extension of the file's name.
 * `POST /v1/urls` signs only keys of letters, digits, `.`, `_` and `-`.
 */
export function randomKey(name: string): string {
  const extension = /\.[a-z0-9]{1,8}$/.exec(name.toLowerCase())?.[0] ?? ''
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') + extension
}
