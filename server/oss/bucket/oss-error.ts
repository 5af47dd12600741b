import type { Answer } from '../../outbound/send-request'
import { childText, parseXml } from '../xml'

/** An error that OSS answered. https://help.aliyun.com/en/oss/developer-reference/error-responses */
export class OssError extends Error {
  /** `NoSuchKey`; '' if the answer names none, as that of a proxy. */
  readonly code: string
  /** HTTP status. */
  readonly status: number
  /** OSS's fine-grained code: `0006-00000228`. */
  readonly ec: string
  readonly requestId: string
  readonly hostId: string

  constructor(status: number, named: Record<'code' | 'message' | 'ec' | 'requestId' | 'hostId', string>) {
    super(named.message || `OSS answered ${status}`)
    this.name = 'OssError'
    this.status = status
    this.code = named.code
    this.ec = named.ec
    this.requestId = named.requestId
    this.hostId = named.hostId
  }
}

/** The answer to a HEAD has no body: its XML comes in `x-oss-err`, as base64. */
export function readOssError({ status, headers, body }: Answer): OssError {
  const header = (name: string): string => String(headers[name] ?? '')
  const text = body.length > 0 ? body : Buffer.from(header('x-oss-err'), 'base64')
  const root = parseXml(text.toString('utf8').trim())
  const element = (name: string): string => (root?.name === 'Error' ? childText(root, name) : '')
  return new OssError(status, {
    code: element('Code'),
    message: element('Message'),
    ec: element('EC') || header('x-oss-ec'),
    requestId: element('RequestId') || header('x-oss-request-id'),
    hostId: element('HostId'),
  })
}
