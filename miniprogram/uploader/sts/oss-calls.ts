import { ossError } from '../core/backend/oss-error'
import { asUploadError, type UploadError } from '../core/errors'
import type { Signal } from '../core/flow/cancellation'
import type { Headers, HttpAnswer, Transport } from '../core/ports'
import type { HeldCredentials } from './held-credentials'
import type { OssTime } from './oss-time'
import { presignUrl } from './presign'
import { formatDate } from './signing-scope'

export interface OssCall {
  method: 'GET' | 'HEAD' | 'POST' | 'DELETE'
  key: string
  query?: Record<string, string>
  /** `content-type` is signed with them. */
  headers: Headers
  body?: string
}

/** Asks OSS something. Answers what it said, if that is a 2xx; else rejects with an `UploadError`. */
export type CallOss = (call: OssCall, signal: Signal) => Promise<HttpAnswer>

export interface Signing {
  /** Attentive: see `attentive-transport.ts`. */
  transport: Transport
  credentials: HeldCredentials
  time: OssTime
}

/** A request is on its way at once. */
const EXPIRES_SECONDS = 900
const TIMEOUT_MS = 60_000

/** Of the two that a refusal can be about: a wrong time, then an old token. */
const MOST_SIGNATURES = 3

/**
 * Signs and sends. A refusal for the time or the token costs another signature and no more: what was wrong has been
 * learnt from it by then.
 */
export function ossCaller({ transport, credentials, time }: Signing): CallOss {
  const once = async ({ method, key, query = {}, headers, body }: OssCall, signal: Signal): Promise<HttpAnswer> => {
    const keys = await credentials.current(signal)
    const { bucket, region, endpoint } = keys
    const request = { method, bucket, key, query, headers, expiresSeconds: EXPIRES_SECONDS }
    const url = presignUrl(endpoint, request, keys, { date: formatDate(time.now()), region })
    const answer = await transport.send(
      { method, url, headers, ...(body === undefined ? {} : { body }), timeoutMs: TIMEOUT_MS },
      signal,
    )
    if (answer.status >= 200 && answer.status < 300) return answer
    throw ossError(answer)
  }
  return async (call, signal) => {
    for (let signatures = 1; ; signatures += 1) {
      try {
        return await once(call, signal)
      } catch (thrown) {
        if (asUploadError(thrown).code !== 'ticket-expired' || signatures >= MOST_SIGNATURES) throw thrown
      }
    }
  }
}

/** OSS's own word for it, such as `NoSuchUpload`. */
export const ossCode = (error: UploadError): string => String(error.params.detail ?? '')

/** OSS has answered, and to this very question: not the network, nor a busy OSS. */
export const isVerdict = ({ params }: UploadError): boolean => typeof params.status === 'number' && params.status < 500
