import { setTimeout as wait } from 'node:timers/promises'
import { objectUrl } from '../../../miniprogram/uploader/oss-v4/encoding'
import { canonicalQuery } from '../../../miniprogram/uploader/oss-v4/presign'
import { formatDate } from '../../../miniprogram/uploader/oss-v4/signing-scope'
import type { CredentialSource, Credentials, Scope } from '../../credentials/credentials'
import { type Answer, StaleConnectionError, sendRequest } from '../../outbound/send-request'
import { signedHeaders } from '../signing/authorization'
import { cloudFault, isTemporary } from './cloud-fault'
import { OssError, readOssError } from './oss-error'

export interface BucketOptions {
  bucket: string
  region: string
  /** The bucket's own domain as a URL. */
  endpoint: string
}

export interface OssRequest {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  key: string
  query?: Readonly<Record<string, string>>
  headers?: Readonly<Record<string, string>>
  body?: string
  /** For the whole answer, ms. Default 10 s. */
  deadlineMs?: number
  /** Reads only so many bytes of the object. */
  cutAfter?: number
}

/** What becomes of the answer. */
export interface Outcomes<T> {
  of: (answer: Answer) => T
  /** What some of OSS's error codes mean here. All others are Faults. */
  errors?: Readonly<Record<string, T>>
  /** Default `manage`. */
  scope?: Scope
}

/**
 * Sends one request to OSS, with current credentials. If OSS does not know them any more, it sends the request once
 * more with new ones; the refused request has changed nothing. After a temporary failure it tries again twice, which
 * every request here bears: a repeated one finds the work done.
 * @throws Fault `cloud-unavailable` or `server-misconfigured`.
 */
export type OssCall = <T>(request: OssRequest, outcomes: Outcomes<T>) => Promise<T>

const DEADLINE_MS = 10_000
/** A page of 1000 parts has about 300 KB. */
const MOST_BYTES = 1024 ** 2
/** Short, because a phone or OSS's callback waits. Clients try again later by themselves. */
const PAUSES_MS = [100, 400]

export function ossCall(options: BucketOptions, credentials: CredentialSource, now: () => number): OssCall {
  const sendOnce = async (request: OssRequest, keys: Credentials): Promise<Answer> => {
    const answer = await sendRequest(signedRequest(options, request, keys, now()))
    if (answer.status >= 200 && answer.status < 300 && !isLateError(answer)) return answer
    throw readOssError(answer)
  }
  const sendAs = async (request: OssRequest, scope: Scope): Promise<Answer> => {
    const used = await credentials(scope)
    try {
      return await persist(() => sendOnce(request, used))
    } catch (error) {
      if (!isRevoked(error) || !credentials.refused?.(used)) throw error
      return sendOnce(request, await credentials(scope))
    }
  }
  return async (request, { of, errors = {}, scope = 'manage' }) => {
    try {
      return of(await sendAs(request, scope))
    } catch (error) {
      const code = codeOf(error, request)
      if (code && Object.hasOwn(errors, code)) return errors[code] as ReturnType<typeof of>
      throw cloudFault(error)
    }
  }
}

function signedRequest(
  { bucket, region, endpoint }: BucketOptions,
  request: OssRequest,
  keys: Credentials,
  now: number,
) {
  const { method, key, query = {}, headers = {}, body, deadlineMs = DEADLINE_MS, cutAfter } = request
  const text = canonicalQuery(query)
  return {
    method,
    url: objectUrl(endpoint, key) + (text && `?${text}`),
    headers: signedHeaders({ method, bucket, key, query, headers }, keys, { date: formatDate(now), region }),
    ...(body !== undefined && { body }),
    deadlineMs,
    mostBytes: MOST_BYTES,
    ...(cutAfter !== undefined && { cutAfter }),
  }
}

/** Where the work takes long, the status may be sent before the error is known. */
const isLateError = ({ body }: Answer): boolean => /^(<\?xml[^>]*\?>\s*)?<Error>/.test(body.toString('latin1', 0, 200))

async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (const pauseMs of PAUSES_MS) {
    try {
      return await work()
    } catch (error) {
      if (error instanceof StaleConnectionError) continue
      if (!isTemporary(error) || isTimeout(error)) throw error
      await wait(pauseMs * (0.5 + Math.random()))
    }
  }
  return work()
}

/** The time that a caller waits is used up. */
const isTimeout = (error: unknown): boolean => (Object(error) as { name?: unknown }).name === 'TimeoutError'

/** How OSS names a session that was revoked, or that it never knew. */
const REVOKED = ['InvalidSecurityToken', 'InvalidAccessKeyId', 'SecurityTokenExpired']

export const isRevoked = (error: unknown): boolean => error instanceof OssError && REVOKED.includes(error.code)

/** A 404 to a HEAD whose header `x-oss-err` a proxy has removed. */
function codeOf(error: unknown, { method }: OssRequest): string {
  if (!(error instanceof OssError)) return ''
  return error.code || (method === 'HEAD' && error.status === 404 ? 'NoSuchKey' : '')
}
