import { createHash } from 'node:crypto'
import { objectUrl } from '../../../miniprogram/uploader/oss-v4/encoding'
import { canonicalQuery } from '../../../miniprogram/uploader/oss-v4/presign'
import { formatDate } from '../../../miniprogram/uploader/oss-v4/signing-scope'
import type { Credentials } from '../../credentials/credentials'
import { signedHeaders } from '../../oss/signing/authorization'
import type { Http, HttpAnswer } from './http'
import { readErrorXml, readHeaders } from './read-error'
import type { ReportedError } from './reported-error'

/**
 * A client that returns each answer of OSS unchanged, errors too, and sends requests that should fail. ali-oss does
 * neither: it reports the NoSuchBucket of a HEAD as NoSuchKey.
 */
export interface Oss {
  /** Signs with the credentials; without them the request is anonymous. */
  call(request: OssRequest, keys?: Credentials): Promise<OssAnswer>
  /** Sends what a browser asks before a page may send a request. */
  preflight(origin: string, method: string): Promise<HttpAnswer>
}

export interface OssRequest {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  /** Without a key the request is for the bucket. */
  key?: string
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: string | Uint8Array
}

export interface OssAnswer extends HttpAnswer {
  /** Undefined for 2xx, except 203. */
  error?: ReportedError
}

export interface BucketAddress {
  bucket: string
  region: string
  /** A URL whose host belongs to this bucket. */
  endpoint: string
}

export function createOss({ bucket, region, endpoint }: BucketAddress, http: Http, now: () => number): Oss {
  return {
    async call({ method, key = '', query = {}, headers = {}, body }, keys) {
      const all = { ...headers, ...(isXml(headers) && body !== undefined && { 'content-md5': md5(body) }) }
      const request = { method, bucket, key, query, headers: all }
      const url = `${objectUrl(endpoint, key)}${Object.keys(query).length > 0 ? `?${canonicalQuery(query)}` : ''}`
      const signed = keys ? signedHeaders(request, keys, { date: formatDate(now()), region }) : all
      return withError(await http({ method, url, headers: signed, body }))
    },
    preflight: (origin, method) =>
      http({
        method: 'OPTIONS',
        url: `${endpoint}/doctor`,
        headers: {
          origin,
          'access-control-request-method': method,
          'access-control-request-headers': 'content-type',
        },
      }),
  }
}

const isXml = (headers: Record<string, string>): boolean => headers['content-type'] === 'application/xml'

const md5 = (body: string | Uint8Array): string => createHash('md5').update(body).digest('base64')

/** 203 looks like success but is not: the object is stored, and its callback failed. */
export function withError(answer: HttpAnswer): OssAnswer {
  const { status, headers, body } = answer
  if (status >= 200 && status < 300 && status !== 203) return answer
  const dump = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const error = readErrorXml(body.toString('utf8'), status) ?? readHeaders(dump.join('\n'))
  return { ...answer, error: { ...(error ?? UNNAMED), status, requestId: headers['x-oss-request-id'] ?? '' } }
}

const UNNAMED: ReportedError = { family: 'oss', code: '', ec: '', message: '', status: 0, requestId: '', details: {} }
