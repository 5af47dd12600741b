import { isRecord, type Json, parseJson } from '../core/backend/json'
import { UploadError } from '../core/errors'
import { asPrefix, type BucketPlace, bucketOrigin, regionId, type StsCredentials } from './sts-credentials'

/**
 * Reads what a backend that hands out STS credentials answers. Known shapes, each as the body or as the whole result
 * of `wx.request`:
 *
 * - `{ AccessKeyId, AccessKeySecret, SecurityToken, Expiration }`, Alibaba Cloud's own sample;
 * - `{ RequestId, AssumedRoleUser, Credentials: { … } }`, the answer of AssumeRole handed on;
 * - `{ code, data: { …, region, bucket } }`, and with `credentials` in it;
 * - `{ accessKeyId, accessKeySecret, stsToken, region, bucket }`, the options of ali-oss;
 * - the answer of this project's own `POST /v1/credentials`.
 *
 * `Expiration` is a date. How long that is from now, only a right clock can tell: the `Date` header of `wx.request`'s
 * result does; without it this device's clock has to do, and what cannot be is taken for 15 minutes, the least that
 * STS gives.
 *
 * @param now ms, by this device's clock.
 * @throws UploadError `credentials-failed`, saying what is missing, never what is there.
 */
export function readStsAnswer(answer: unknown, place: BucketPlace, now: number): StsCredentials {
  const { body, status, date } = unwrapped(answer)
  if (status !== undefined && status !== 200) throw failed(`HTTP ${status}`)
  const facts = factsIn(body)
  const said = (name: string): string => String(facts[name] ?? '')
  const accessKeyId = said('accesskeyid')
  const accessKeySecret = said('accesskeysecret')
  const securityToken = said('securitytoken') || said('ststoken')
  const bucket = place.bucket ?? said('bucket')
  const region = regionId(place.region ?? said('region'))
  const needed = { accessKeyId, accessKeySecret, securityToken, bucket, region }
  const missing = Object.keys(needed).filter((name) => !needed[name as keyof typeof needed])
  if (missing.length > 0) throw failed(`expected an answer of STS, got none with ${missing.join(', ')}`)
  return {
    ...needed,
    expiresIn: lifeSeconds(facts, date === undefined ? now : Date.parse(date)),
    endpoint: bucketOrigin(place.endpoint ?? said('endpoint'), bucket, region),
    prefix: asPrefix(place.prefix ?? said('prefix')),
    ...(date === undefined ? {} : { date }),
  }
}

const failed = (detail: string): UploadError => new UploadError('credentials-failed', { params: { detail } })

/** `wx.request`'s result, or the body alone; either may still be text. */
function unwrapped(answer: unknown): { body: unknown; status?: number; date?: string } {
  const value = typeof answer === 'string' ? parseJson(answer) : answer
  if (!isRecord(value) || typeof value.statusCode !== 'number' || !('data' in value)) return { body: value }
  const { statusCode: status, data, header } = value
  const body = typeof data === 'string' ? parseJson(data) : data
  const date = isRecord(header) ? headerNamed(header, 'date') : undefined
  return { body, status, ...(date !== undefined && !Number.isNaN(Date.parse(date)) ? { date } : {}) }
}

/** iOS, Android and HTTP/2 spell header names differently. */
function headerNamed(header: Json, wanted: string): string | undefined {
  const name = Object.keys(header).find((one) => one.toLowerCase() === wanted)
  return name === undefined ? undefined : String(header[name])
}

/** Whatever their spelling and however deep, by name in lower case: what is nearer to the outside goes before. */
function factsIn(body: unknown, depth = 0): Record<string, string | number> {
  const facts: Record<string, string | number> = {}
  if (!isRecord(body) || depth > MOST_DEPTH) return facts
  for (const name of Object.keys(body)) {
    const value = body[name]
    const plain = name.replace(/[_-]/g, '').toLowerCase()
    if (typeof value === 'string' || typeof value === 'number') facts[plain] = value
  }
  const deeper = Object.keys(body).map((name) => factsIn(body[name], depth + 1))
  return Object.assign({}, ...deeper.reverse(), facts)
}

const MOST_DEPTH = 3

/** What STS gives at least, and what a signed URL may live at most. */
const LEAST_SECONDS = 900
const MOST_SECONDS = 43_200

function lifeSeconds(facts: Record<string, string | number>, now: number): number {
  const told = Number(facts.expiresin ?? facts.durationseconds)
  if (told > 0) return Math.min(told, MOST_SECONDS)
  const left = Math.floor((instantOf(facts.expiration) - now) / 1000)
  return left > 0 && left <= MOST_SECONDS ? left : LEAST_SECONDS
}

/** A date, or seconds or ms since 1970; NaN for anything else. */
function instantOf(value: string | number | undefined): number {
  if (value === undefined) return Number.NaN
  const number = Number(value)
  if (Number.isNaN(number)) return Date.parse(String(value))
  return number < 1e11 ? number * 1000 : number
}
