import { createHash } from 'node:crypto'
import type { FileUrl } from '../../miniprogram/uploader/contract'
import { objectUrl } from '../../miniprogram/uploader/oss-v4/encoding'
import type { CdnConfig } from '../config/cdn-config'
import type { Reading } from './reading'

/**
 * A URL that Alibaba Cloud CDN accepts; undefined if OSS has to sign the URL itself. The CDN signs the path only, and
 * types B and F allow no query. So a style stands in the path, where a client cannot change it, and a rule of the CDN turns
 * it into OSS's `x-oss-process`. Anything else that needs a query, such as the name of a download, is signed by OSS.
 * https://help.aliyun.com/zh/cdn/user-guide/url-signing
 * @param now ms.
 */
export function cdnUrl(
  { key, query }: Pick<Reading, 'key' | 'query'>,
  cdn: CdnConfig,
  now: number,
): FileUrl | undefined {
  const { 'x-oss-process': process, ...rest } = query
  if (Object.keys(rest).length > 0 || (process !== undefined && !PATH.test(process))) return undefined
  const path = objectUrl('', key) + (process === undefined ? '' : `/x-oss-process/${process}`)
  const signedAt = signingTime(cdn.lifeSeconds, now)
  return {
    url: cdn.domain + SIGN[cdn.type](path, signedAt, cdn.key),
    expiresIn: Math.floor(signedAt + cdn.lifeSeconds - now / 1000),
  }
}

/** No client or proxy encodes or resolves such a path: it has no empty segment, no `.` and no `..`. */
const PATH = /^(?!\.{0,2}(\/|$))(?!.*\/\.{0,2}(\/|$))[\w,./=-]+$/

/** Within one step a file has the same URL, so that image caches hit. Type B knows whole minutes only. */
const STEP_SECONDS = 60
const LONGEST_STEP_SECONDS = 10 * STEP_SECONDS

/** At most a fifth of the life of the URL has passed when it is made. Seconds since 1970. */
function signingTime(lifeSeconds: number, now: number): number {
  const fifth = Math.floor(lifeSeconds / 5 / STEP_SECONDS) * STEP_SECONDS
  const step = Math.min(LONGEST_STEP_SECONDS, Math.max(STEP_SECONDS, fifth))
  return Math.floor(now / 1000 / step) * step
}

/** Each makes the path and the query of a signed URL. @param seconds since 1970. */
const SIGN: Record<CdnConfig['type'], (path: string, seconds: number, key: string) => string> = {
  /** The random number may be 0, and must be the same for the same URL. */
  A(path, seconds, key) {
    const [random, user] = [0, 0]
    return `${path}?auth_key=${seconds}-${random}-${user}-${md5(`${path}-${seconds}-${random}-${user}-${key}`)}`
  },
  B(path, seconds, key) {
    const minute = minuteInChina(seconds)
    return `/${minute}/${md5(key + minute + path)}${path}`
  },
  C(path, seconds, key) {
    const time = hexadecimal(seconds)
    return `/${md5(key + path + time)}/${time}${path}`
  },
  F(path, seconds, key) {
    const time = hexadecimal(seconds)
    return `${path}?sign=${md5(key + path + time)}&time=${time}`
  },
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex')

const hexadecimal = (seconds: number): string => seconds.toString(16).toUpperCase()

/** `201508150800`, in UTC+8 everywhere. */
function minuteInChina(seconds: number): string {
  const date = new Date((seconds + 8 * 60 * 60) * 1000)
  return date.toISOString().slice(0, 16).replace(/\D/g, '')
}
