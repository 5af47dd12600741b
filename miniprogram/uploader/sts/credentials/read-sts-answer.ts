import { isRecord, type Json, parseJson } from '../../core/backend/json'
import { UploadError } from '../../core/errors'
import { bucketOrigin, endpointFacts, placeProblem, regionId } from './place'
import { reasonIn } from './reason-in'
import { asPrefix, type BucketPlace, type StsCredentials } from './sts-credentials'

/**
 * Reads the answer of a backend that hands out STS credentials. The known shapes, each as the body alone or as the whole
 * result of `wx.request`, are:
 *
 * - `{ AccessKeyId, AccessKeySecret, SecurityToken, Expiration }`, Alibaba Cloud's own sample;
 * - `{ RequestId, AssumedRoleUser, Credentials: { … } }`, the answer of AssumeRole, passed on;
 * - `{ code, data: { …, region, bucket } }`, also with a `credentials` in it;
 * - `{ accessKeyId, accessKeySecret, stsToken, region, bucket }`, the options of ali-oss;
 * - the answer of this project's own `POST /v1/credentials`.
 *
 * `Expiration` is a date. Only a correct clock tells how long that is from now: the `Date` header of `wx.request`'s
 * result is one. Without it, this device's clock is used, and a life that is not possible is replaced by 15 minutes, the
 * least that STS gives.
 *
 * @param now ms, by this device's clock.
 * @throws UploadError `credentials-failed`, which names what is missing, and says what the backend says instead.
 */
export function readStsAnswer(answer: unknown, place: BucketPlace, now: number): StsCredentials {
  const { body, status, date } = unwrapped(answer)
  const reason = reasonIn(body)
  if (status !== undefined && (status < 200 || status > 299)) throw failed(`HTTP ${status}`, reason)
  const fields = fieldsIn(body)
  const textOf = (name: string): string => String(fields[name] ?? '')
  const endpoint = place.endpoint || textOf('endpoint')
  const named = endpointFacts(endpoint)
  const stated = {
    bucket: place.bucket || textOf('bucket') || named.bucket || '',
    region: place.region || textOf('region') || named.region || '',
    endpoint,
  }
  const needed = {
    accessKeyId: textOf('accesskeyid'),
    accessKeySecret: textOf('accesskeysecret'),
    securityToken: textOf('securitytoken') || textOf('ststoken'),
    bucket: stated.bucket,
    region: regionId(stated.region) ?? '',
  }
  const problem = placeProblem(stated)
  if (problem) throw failed(problem)
  const missing = Object.keys(needed).filter((name) => !needed[name as keyof typeof needed])
  if (missing.length > 0) throw failed(without(missing, endpoint), needed.accessKeyId ? '' : reason)
  return {
    ...needed,
    expiresIn: lifeSeconds(fields, date === undefined ? now : Date.parse(date)),
    endpoint: bucketOrigin(endpoint, needed.bucket, needed.region),
    prefix: asPrefix(place.prefix ?? textOf('prefix')),
    ...(date === undefined ? {} : { date }),
  }
}

const failed = (detail: string, reason = ''): UploadError =>
  new UploadError('credentials-failed', { params: { detail: reason ? `${detail}: ${reason}` : detail } })

function without(missing: string[], endpoint: string): string {
  const detail = `expected an answer of STS, got one without ${missing.join(', ')}`
  if (!missing.includes('region') || !endpoint) return detail
  return `${detail}; the endpoint ${endpoint} tells no region: give createStsUploader the option region`
}

/** Takes `wx.request`'s result or the body alone; either may still be text. */
function unwrapped(answer: unknown): { body: unknown; status?: number; date?: string } {
  const value = parsed(answer)
  if (!isRecord(value) || typeof value.statusCode !== 'number' || !('data' in value)) return { body: value }
  const { statusCode: status, data, header } = value
  const body = parsed(data)
  const date = isRecord(header) ? headerNamed(header, 'date') : undefined
  return { body, status, ...(date !== undefined && !Number.isNaN(Date.parse(date)) ? { date } : {}) }
}

/** Text that is no JSON stays as it is: it may say why. */
const parsed = (value: unknown): unknown => (typeof value === 'string' ? (parseJson(value) ?? value) : value)

/** iOS, Android and HTTP/2 spell header names differently. */
function headerNamed(header: Json, wanted: string): string | undefined {
  const name = Object.keys(header).find((one) => one.toLowerCase() === wanted)
  return name === undefined ? undefined : String(header[name])
}

type Fields = Record<string, string | number>

/** Texts and numbers at any depth, by name in lower case without `_` and `-`. Outer fields override inner ones. */
function fieldsIn(body: unknown, depth = 0): Fields {
  const fields: Fields = {}
  if (!isRecord(body) || depth > MOST_DEPTH) return fields
  for (const name of Object.keys(body)) {
    const value = body[name]
    const plainName = name.replace(/[_-]/g, '').toLowerCase()
    if (typeof value === 'string' || typeof value === 'number') fields[plainName] = value
  }
  const inner = Object.keys(body).map((name) => fieldsIn(body[name], depth + 1))
  return Object.assign({}, ...inner.reverse(), fields)
}

const MOST_DEPTH = 3

/** The least that STS gives, and the most that OSS accepts for a signed URL. */
const LEAST_SECONDS = 900
const MOST_SECONDS = 43_200

function lifeSeconds(fields: Fields, now: number): number {
  const stated = Number(fields.expiresin ?? fields.durationseconds)
  if (stated > 0) return Math.min(stated, MOST_SECONDS)
  const left = Math.floor((instantOf(fields.expiration) - now) / 1000)
  return left > 0 && left <= MOST_SECONDS ? left : LEAST_SECONDS
}

/** A date, or seconds or ms since 1970, becomes ms; anything else becomes NaN. */
function instantOf(value: string | number | undefined): number {
  if (value === undefined) return Number.NaN
  const number = Number(value)
  if (Number.isNaN(number)) return Date.parse(String(value))
  return number < 1e11 ? number * 1000 : number
}
