import type { HttpAnswer, Transport } from '../../core/ports'
import { percentEncode } from '../../oss-v4/encoding'
import { fromBase64 } from '../base64'
import type { HeldCredentials } from '../credentials/held-credentials'
import { ID_HEADER } from '../sts-upload'
import type { OssTime } from './oss-time'
import { textOf } from './xml'

/** The CRC-64s of objects that OSS stored from forms. */
export interface Receipts {
  /** @param id see `StsUpload`. */
  record(id: string, crc64: string): void
  /** Returns the CRC-64, a decimal, and forgets it. */
  take(id: string): string | undefined
}

export function createReceipts(): Receipts {
  const recorded = new Map<string, string>()
  return {
    record: (id, crc64) => void recorded.set(id, crc64),
    take(id) {
      const crc64 = recorded.get(id)
      recorded.delete(id)
      return crc64
    },
  }
}

/** Expired or revoked: other credentials may be accepted. */
const REFUSES_CREDENTIALS = ['SecurityTokenExpired', 'InvalidSecurityToken', 'InvalidAccessKeyId']

interface Learners {
  time: OssTime
  credentials: HeldCredentials
  receipts: Receipts
}

/**
 * The engine sends forms and parts to OSS by this transport. It learns from the answers what time OSS has, that a token
 * has expired, and what is stored, so that no further request has to ask for it.
 */
export function observedTransport(transport: Transport, { time, credentials, receipts }: Learners): Transport {
  const observe = (answer: HttpAnswer, carries: (token: string) => boolean): HttpAnswer => {
    // An answer to HEAD has no body, so OSS puts its error into a header.
    const text = answer.text || fromBase64(answer.headers['x-oss-err'] ?? '')
    // Some refusals contain the time, even where the platform hides the headers.
    time.learn(answer.headers.date ?? textOf(text, 'ServerTime'))
    if (REFUSES_CREDENTIALS.includes(textOf(text, 'Code'))) credentials.discardIf(carries)
    return { ...answer, text }
  }
  return {
    hasFormStack: transport.hasFormStack,

    async sendForm(form, signal, onSent) {
      const answer = await transport.sendForm(form, signal, onSent)
      const { status, headers } = observe(answer, (token) => form.fields['x-oss-security-token'] === token)
      const crc64 = headers['x-oss-hash-crc64ecma']
      if (crc64 !== undefined && status >= 200 && status < 300) receipts.record(form.fields[ID_HEADER] as string, crc64)
      return answer
    },
    async send(request, signal, onSent) {
      const answer = await transport.send(request, signal, onSent)
      return observe(answer, (token) => request.url.includes(percentEncode(token)))
    },
  }
}
