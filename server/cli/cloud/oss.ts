import { createHash } from 'node:crypto'
import { objectUrl } from '../../../miniprogram/uploader/oss-v4/encoding'
import { canonicalQuery } from '../../../miniprogram/uploader/oss-v4/presign'
import { formatDate } from '../../../miniprogram/uploader/oss-v4/signing-scope'
import type { Credentials } from '../../credentials/credentials'
import { signedHeaders } from '../../oss/signing/authorization'
import { readErrorXml, readHeaders } from '../explain/read-xml'
import type { Said } from '../explain/said'
import type { Http, HttpAnswer } from './http'

/**
 * OSS, answer by answer: unlike a client for uploads this one keeps what OSS said (ali-oss calls a HEAD's NoSuchBucket
 * a NoSuchKey), and sends what a client would not.
 */
export interface Oss {
  /** Signed by the keys; without them, anonymous. */
  call(request: OssRequest, keys?: Credentials): Promise<OssAnswer>
  /** What a browser asks before it lets a page send something. */
  preflight(origin: string, method: string): Promise<HttpAnswer>
}

export interface OssRequest {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  /** Without it the request is on the bucket. */
  key?: string
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: string | Uint8Array
}

export interface OssAnswer extends HttpAnswer {
  /** What OSS said; undefined for 2xx but 203. */
  error?: Said
}

export interface OssPlace {
  bucket: string
  region: string
  /** A URL whose host stands for the bucket. */
  endpoint: string
}

export function createOss({ bucket, region, endpoint }: OssPlace, http: Http, now: () => number): Oss {
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

/** 203 is a 2xx that is none: the object is stored, and its callback failed. */
export function withError(answer: HttpAnswer): OssAnswer {
  const { status, headers, body } = answer
  if (status >= 200 && status < 300 && status !== 203) return answer
  const dump = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const error = readErrorXml(body.toString('utf8'), status) ?? readHeaders(dump.join('\n'))
  return { ...answer, error: { ...(error ?? UNNAMED), status, requestId: headers['x-oss-request-id'] ?? '' } }
}

const UNNAMED: Said = { family: 'oss', code: '', ec: '', message: '', status: 0, requestId: '', details: {} }
