/**
 * Calls STS, signed by ACS3. The official client would be most of what the backend loads before its first ticket.
 * https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature
 */
import { createHash, createHmac, randomUUID } from 'node:crypto'
import { canonicalQuery } from '../../miniprogram/uploader/oss-v4/presign'
import { type Answer, StaleConnectionError, sendRequest } from '../outbound/send-request'

export interface SourceKeys {
  accessKeyId: string
  accessKeySecret: string
  /** Only of temporary keys. */
  securityToken?: string
}

export interface StsAddress {
  /** A URL; default `https://sts.<region>.aliyuncs.com`. */
  endpoint?: string
  region: string
  /** How long an answer may take, ms. Default 5000. */
  timeoutMs?: number
}

export interface StsCall {
  action: 'AssumeRole' | 'GetCallerIdentity'
  parameters: Readonly<Record<string, string>>
}

/** STS refused a call. The fields are those that the log copies. */
export class StsError extends Error {
  readonly code: string
  /** HTTP status. */
  readonly status: number
  readonly requestId: string

  constructor(status: number, { Code = '', Message = '', RequestId = '' }: Partial<Record<string, unknown>>) {
    super(String(Message) || `STS answered ${status}`)
    this.name = 'StsError'
    this.status = status
    this.code = String(Code)
    this.requestId = String(RequestId)
  }
}

const TIMEOUT_MS = 5000
/** An answer has about 2 KB. */
const MOST_BYTES = 64 * 1024

/** @throws StsError, or the error of the connection. */
export async function callSts(call: StsCall, address: StsAddress, keys: SourceKeys): Promise<Record<string, unknown>> {
  const origin = address.endpoint ?? `https://sts.${address.region}.aliyuncs.com`
  const send = (): Promise<Answer> =>
    sendRequest({
      method: 'POST',
      url: `${origin}/?${canonicalQuery(call.parameters)}`,
      headers: acs3Headers(call, new URL(origin).host, keys, { date: new Date(), nonce: randomUUID() }),
      deadlineMs: address.timeoutMs ?? TIMEOUT_MS,
      mostBytes: MOST_BYTES,
    })
  const { status, body } = await send().catch((error: unknown) => {
    if (error instanceof StaleConnectionError) return send()
    throw error
  })
  const answer = parseObject(body.toString('utf8'))
  if (status !== 200) throw new StsError(status, answer)
  return answer
}

function parseObject(text: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(text) }
  } catch {
    // A proxy has answered.
    return {}
  }
}

const EMPTY_HASH = createHash('sha256').digest('hex')

/** The headers of a POST without a body. */
export function acs3Headers(
  { action, parameters }: StsCall,
  host: string,
  { accessKeyId, accessKeySecret, securityToken }: SourceKeys,
  { date, nonce }: { date: Date; nonce: string },
): Record<string, string> {
  // In the order of their names, as they are signed.
  const headers: Record<string, string> = {
    host,
    'x-acs-action': action,
    'x-acs-content-sha256': EMPTY_HASH,
    'x-acs-date': date.toISOString().replace(/\.\d{3}Z$/, 'Z'),
    ...(securityToken && { 'x-acs-security-token': securityToken }),
    'x-acs-signature-nonce': nonce,
    'x-acs-version': '2015-04-01',
  }
  const names = Object.keys(headers).join(';')
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`)
  const canonical = ['POST', '/', canonicalQuery(parameters), lines.join(''), names, EMPTY_HASH].join('\n')
  const toSign = `ACS3-HMAC-SHA256\n${createHash('sha256').update(canonical).digest('hex')}`
  const signature = createHmac('sha256', accessKeySecret).update(toSign).digest('hex')
  const authorization = `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${names},Signature=${signature}`
  return { ...headers, accept: 'application/json', authorization }
}
