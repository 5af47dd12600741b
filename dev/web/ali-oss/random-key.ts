/**
 * The last word of a key: random, so that no file overwrites another, and with nothing of the file's own name but its
 * ending. `POST /v1/urls` signs keys of letters, digits, `.`, `_` and `-` only.
 */
export function randomKey(name: string): string {
  const ending = /\.[a-z0-9]{1,8}$/.exec(name.toLowerCase())?.[0] ?? ''
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') + ending
}
