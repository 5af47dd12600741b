import { ossError } from '../../core/backend/oss-error'
import { asUploadError, type UploadError } from '../../core/errors'
import type { Headers, HttpAnswer, Signal, Transport } from '../../core/ports'
import { ANY_TYPE } from '../../oss-v4/part-signatures'
import { presignUrl } from '../../oss-v4/presign'
import { formatDate } from '../../oss-v4/signing-scope'
import type { HeldCredentials } from '../credentials/held-credentials'
import { cryptoJsPrimitives } from '../crypto-js-primitives'
import type { OssTime } from './oss-time'

export interface OssRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'DELETE'
  key: string
  query?: Record<string, string>
  /** Default: `ANY_TYPE`. */
  headers?: Headers
  body?: string
}

/** Signs and sends a request to OSS. Resolves to a 2xx answer; rejects with an `UploadError` for any other. */
export type CallOss = (request: OssRequest, signal: Signal) => Promise<HttpAnswer>

export interface CallOssOptions {
  /** The observed one, which learns from OSS's refusals. */
  transport: Transport
  credentials: HeldCredentials
  time: OssTime
}

/** A request is sent as soon as it is signed. */
const EXPIRES_SECONDS = 900
const TIMEOUT_MS = 60_000

/** OSS may refuse two things, one after the other: a wrong time and an expired token. */
const MOST_ATTEMPTS = 3

/**
 * A refusal of the time or the token is retried at once: the transport has learnt from the refusal what the next
 * signature needs.
 */
export function callOss({ transport, credentials, time }: CallOssOptions): CallOss {
  const attempt = async (
    { method, key, query = {}, headers = ANY_TYPE, body }: OssRequest,
    signal: Signal,
  ): Promise<HttpAnswer> => {
    const keys = await credentials.current(signal)
    const { bucket, region, endpoint } = keys
    const toSign = { method, bucket, key, query, headers, expiresSeconds: EXPIRES_SECONDS }
    const scope = { date: formatDate(time.now()), region }
    const url = presignUrl(endpoint, toSign, keys, scope, cryptoJsPrimitives)
    const request = { method, url, headers, ...(body === undefined ? {} : { body }), timeoutMs: TIMEOUT_MS }
    const answer = await transport.send(request, signal)
    if (answer.status >= 200 && answer.status < 300) return answer
    throw ossError(answer)
  }
  return async (request, signal) => {
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await attempt(request, signal)
      } catch (thrown) {
        if (asUploadError(thrown).code !== 'ticket-expired' || attempts >= MOST_ATTEMPTS) throw thrown
      }
    }
  }
}

/** The code that OSS gave, such as `NoSuchUpload`. */
export const ossCode = (error: UploadError): string => String(error.params.detail ?? '')

/** OSS has answered, and would answer the same again: the failure is not the network's, nor that of a busy OSS. */
export const isVerdict = ({ params }: UploadError): boolean => typeof params.status === 'number' && params.status < 500
