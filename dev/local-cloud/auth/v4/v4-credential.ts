import { ossTime } from '../../http/oss-time'
import { ossError } from '../../oss/errors'
import { type Scope, V4_TERMINATOR } from './v4-signature'

export interface Credential {
  accessKeyId: string
  scope: Scope
}

/** `<key id>/<YYYYMMDD>/<region>/oss/aliyun_v4_request`; undefined if the text has another form. */
export function parseCredential(text: string): Credential | undefined {
  const [accessKeyId, day, region, product, terminator, ...rest] = text.split('/')
  if (!accessKeyId || !day || !region || !product || terminator !== V4_TERMINATOR || rest.length > 0) {
    return undefined
  }
  return { accessKeyId, scope: { day, region, product } }
}

/** `20260102T030405Z` → milliseconds since 1970; undefined if the text has another form. */
export function parseV4Date(text: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second] = parts
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`
  const instant = Date.parse(iso)
  // Date.parse accepts 31 February as a day in March.
  return Number.isNaN(instant) || new Date(instant).toISOString() !== iso ? undefined : instant
}

/** How far a signer's clock may differ, ms. */
export const CLOCK_TOLERANCE = 15 * 60 * 1000

/** @throws OssError if the request was signed too long before or after `now` */
export function checkSkew(signedAt: number, now: number): void {
  if (Math.abs(now - signedAt) <= CLOCK_TOLERANCE) return
  const details = {
    MaxAllowedSkewMilliseconds: `${CLOCK_TOLERANCE}`,
    RequestTime: ossTime(signedAt),
    ServerTime: ossTime(now),
  }
  const message = 'The difference between the request time and the current time is too large.'
  throw ossError('RequestTimeTooSkewed', message, { ec: '0002-00000504', details })
}
