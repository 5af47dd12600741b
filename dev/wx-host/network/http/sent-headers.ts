import type { Device } from '../../device/device'

/** Headers that a mini-program cannot set: the client drops or overwrites them. */
const FIXED = ['referer', 'user-agent', 'host', 'content-length', 'connection', 'transfer-encoding']

/** The headers of a request, names in lower case. The caller's override `own`; the fixed ones override both. */
export function sentHeaders(
  own: Record<string, string>,
  fromCaller: Record<string, string> | undefined,
  { traits, referer }: Device,
): Record<string, string> {
  const headers = { ...own }
  for (const [name, value] of Object.entries(fromCaller ?? {})) {
    const lower = name.toLowerCase()
    if (!FIXED.includes(lower)) headers[lower] = String(value)
  }
  return { ...headers, 'user-agent': traits.userAgent, referer }
}
