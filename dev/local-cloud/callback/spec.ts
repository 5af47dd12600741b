import { type OssError, ossError } from '../oss/errors'
import { parseBase64Object } from './base64-object'

/** The `callback` parameter, decoded: https://help.aliyun.com/en/oss/developer-reference/callback */
export interface CallbackSpec {
  /** Tried one after the other. */
  urls: URL[]
  host: string | undefined
  bodyTemplate: string
  bodyType: 'application/x-www-form-urlencoded' | 'application/json'
  /** Whether the TLS connection sends SNI; servers with several certificates need it. */
  sni: boolean
}

const MAX_BYTES = 5 * 1024
const MAX_URLS = 5

/** Called before anything is stored. @throws OssError `InvalidArgument` */
export function parseCallback(base64: string): CallbackSpec {
  if (base64.length > MAX_BYTES) throw invalid('The callback configuration is too long: at most 5 KB.')
  const json = parseBase64Object(base64)
  if (!json) throw invalid('The callback configuration is not json format.', '0007-00000002')
  const { callbackUrl, callbackHost, callbackBody, callbackBodyType = 'application/x-www-form-urlencoded' } = json
  if (typeof callbackUrl !== 'string' || callbackUrl === '') throw invalid('The callback has no callbackUrl.')
  if (typeof callbackBody !== 'string' || callbackBody === '') {
    throw invalid('The callback has no callbackBody.', '0007-00000011')
  }
  if (callbackBodyType !== 'application/x-www-form-urlencoded' && callbackBodyType !== 'application/json') {
    throw invalid('The callbackBodyType is not supported.')
  }
  return {
    urls: parseUrls(callbackUrl),
    host: typeof callbackHost === 'string' && callbackHost !== '' ? callbackHost : undefined,
    bodyTemplate: callbackBody,
    bodyType: callbackBodyType,
    sni: json.callbackSNI === true,
  }
}

/** OSS also refuses private addresses; this cloud accepts them, as all addresses of this machine are private. */
function parseUrls(text: string): URL[] {
  const urls = text.split(';').filter((url) => url !== '')
  if (urls.length > MAX_URLS) throw invalid('The callbackUrl names more than 5 addresses.', '0007-00000005')
  return urls.map((url) => {
    const parsed = URL.canParse(url) ? new URL(url) : undefined
    if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.hostname.startsWith('[')) {
      throw invalid('The callbackUrl is invalid.', '0007-00000004')
    }
    return parsed
  })
}

function invalid(message: string, ec?: string): OssError {
  return ossError('InvalidArgument', message, {
    ...(ec !== undefined && { ec }),
    details: { ArgumentName: 'callback' },
  })
}
