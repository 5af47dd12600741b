import { type OssError, ossError } from '../errors'

/** The `callback` field, decoded: https://help.aliyun.com/en/oss/developer-reference/callback */
export interface CallbackSpec {
  /** Tried in turn. */
  urls: URL[]
  host: string | undefined
  bodyTemplate: string
  bodyType: 'application/x-www-form-urlencoded' | 'application/json'
}

const MAX_BYTES = 5 * 1024
const MAX_URLS = 5

/** Throws `InvalidArgument`, before anything is stored. */
export function parseCallback(base64: string): CallbackSpec {
  if (base64.length > MAX_BYTES) throw invalid('The callback configuration is too long: at most 5 KB.')
  const json = parseJson(base64)
  const { callbackUrl, callbackHost, callbackBody, callbackBodyType = 'application/x-www-form-urlencoded' } = json
  if (typeof callbackUrl !== 'string' || callbackUrl === '') throw invalid('The callback has no callbackUrl.')
  if (typeof callbackBody !== 'string' || callbackBody === '') throw invalid('The callback has no callbackBody.')
  if (callbackBodyType !== 'application/x-www-form-urlencoded' && callbackBodyType !== 'application/json') {
    throw invalid('The callbackBodyType is not supported.')
  }
  return {
    urls: parseUrls(callbackUrl),
    host: typeof callbackHost === 'string' && callbackHost !== '' ? callbackHost : undefined,
    bodyTemplate: callbackBody,
    bodyType: callbackBodyType,
  }
}

function parseJson(base64: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(base64, 'base64').toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Refused below, as any other value that is no object.
  }
  throw invalid('The callback configuration is not json format.')
}

/** OSS refuses private addresses as well; on this machine there are no others. */
function parseUrls(text: string): URL[] {
  const urls = text.split(';').filter((url) => url !== '')
  if (urls.length > MAX_URLS) throw invalid('The callbackUrl names more than 5 addresses.')
  return urls.map((url) => {
    const parsed = URL.canParse(url) ? new URL(url) : undefined
    if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.hostname.startsWith('[')) {
      throw invalid('The callbackUrl is invalid.')
    }
    return parsed
  })
}

function invalid(message: string): OssError {
  return ossError('InvalidArgument', message, { details: { ArgumentName: 'callback' } })
}
