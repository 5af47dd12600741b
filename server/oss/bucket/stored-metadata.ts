const PREFIX = 'x-oss-meta-'

/** The backend itself stores these with pictures: they are the picture's dimensions. */
const DIMENSIONS = ['width', 'height']

/** Names of the headers `x-oss-meta-…` without this beginning, with the values as OSS holds them: percent-encoded. */
export function metadataIn(headers: object): { metadata?: Record<string, string> } {
  const own = Object.entries(headers)
    .filter(([name]) => name.startsWith(PREFIX))
    .map(([name, value]) => [name.slice(PREFIX.length), String(value)] as const)
    .filter(([name]) => !DIMENSIONS.includes(name))
  return own.length > 0 ? { metadata: Object.fromEntries(own) } : {}
}
