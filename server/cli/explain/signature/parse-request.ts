/** A signed request that the user pasted: a URL, or an HTTP request line by line. */
export interface PastedRequest {
  method: string
  host: string
  /** Decoded, without the leading slash. In path style it begins with the bucket. */
  path: string
  /** Decoded, without the signature. */
  query: Record<string, string>
  /** Names in lower case. */
  headers: Record<string, string>
  /** Lower case. */
  additionalHeaders: string[]
  /** `20260102T030405Z`. */
  date: string
  region: string
  /** The policy of a form, base64; '' for other requests. */
  policy: string
}

/** Returns undefined when the text has neither a URL, a request line nor a policy. */
export function parseRequest(text: string): PastedRequest | undefined {
  const lines = text.trim().split(/\r?\n/)
  const [, method = 'GET', target] = /^[>\s]*(?:([A-Z]{3,7})\s+)?(https?:\/\/\S+|\/\S*)/.exec(lines[0] ?? '') ?? []
  if (target === undefined) return parseForm(text)
  const headers = parseHeaders(lines.slice(1))
  const base = `https://${headers.host ?? 'unknown'}`
  if (!URL.canParse(target, base)) return undefined
  const url = new URL(target, base)
  const query = parseQuery(url.search)
  const credential = query['x-oss-credential'] ?? /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1]
  const additional =
    query['x-oss-additional-headers'] ?? /AdditionalHeaders=([^,\s]+)/.exec(headers.authorization ?? '')?.[1]
  const { 'x-oss-signature': _, ...signed } = query
  return {
    method,
    host: url.host,
    path: decode(url.pathname.slice(1)),
    query: signed,
    headers,
    additionalHeaders: additional?.split(';') ?? [],
    date: query['x-oss-date'] ?? headers['x-oss-date'] ?? '',
    region: regionOf(credential),
    policy: '',
  }
}

/** Reads the fields of a ticket as JSON. */
function parseForm(text: string): PastedRequest | undefined {
  const policy = /"policy"\s*:\s*"([\w+/=]+)"/.exec(text)?.[1]
  if (policy === undefined) return undefined
  const nothing = { method: 'POST', host: '', path: '', query: {}, headers: {}, additionalHeaders: [] }
  return { ...nothing, date: '', region: '', policy }
}

/** `<AccessKeyId>/<YYYYMMDD>/<region>/oss/aliyun_v4_request` */
const regionOf = (credential = ''): string => credential.split('/')[2] ?? ''

const parseHeaders = (lines: string[]): Record<string, string> =>
  Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value] = /^[>\s]*([\w-]+):\s*(.*?)\s*$/.exec(line) ?? []
      return name === undefined ? [] : [[name.toLowerCase(), value ?? '']]
    }),
  )

/** OSS does not decode a plus to a space, unlike `URLSearchParams`. */
const parseQuery = (search: string): Record<string, string> =>
  Object.fromEntries(
    search
      .slice(1)
      .split('&')
      .filter(Boolean)
      .map((pair) => {
        const [name = '', ...value] = pair.split('=')
        return [decode(name), decode(value.join('='))]
      }),
  )

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
