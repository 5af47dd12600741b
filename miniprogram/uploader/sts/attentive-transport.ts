import type { HttpAnswer, Transport } from '../core/ports'
import { fromBase64, percentEncode } from './encoding'
import type { HeldCredentials } from './held-credentials'
import type { OssTime } from './oss-time'
import { ID_HEADER } from './sts-upload'
import { textOf } from './xml'

/** Objects that OSS took by a form: the answer to it says all that there is to confirm. */
export interface Arrivals {
  /** @param id see `StsUpload`. */
  note(id: string, crc64: string): void
  /** The CRC-64, a decimal; once. */
  take(id: string): string | undefined
}

export function arrivals(): Arrivals {
  const noted = new Map<string, string>()
  return {
    note: (id, crc64) => void noted.set(id, crc64),
    take(id) {
      const crc64 = noted.get(id)
      noted.delete(id)
      return crc64
    },
  }
}

interface Heeding {
  time: OssTime
  credentials: HeldCredentials
  arrivals: Arrivals
}

/**
 * The engine sends forms and parts to OSS by itself; from the answers that pass here, this side learns the time, that
 * a token is over, and what has arrived. So nothing has to be asked for a second time.
 */
export function attentiveTransport(transport: Transport, { time, credentials, arrivals }: Heeding): Transport {
  const heed = (answer: HttpAnswer, carries: (token: string) => boolean): HttpAnswer => {
    const heard = { ...answer, text: answer.text || fromBase64(answer.headers['x-oss-err'] ?? '') }
    // Where the platform shows no headers, some refusals tell the time all the same.
    time.learn(heard.headers.date ?? textOf(heard.text, 'ServerTime'))
    if (textOf(heard.text, 'Code') === 'SecurityTokenExpired') credentials.refusedIf(carries)
    return heard
  }
  return {
    hasFormStack: transport.hasFormStack,

    async sendForm(form, signal, onSent) {
      const answer = await transport.sendForm(form, signal, onSent)
      const { status, headers } = heed(answer, (token) => form.fields['x-oss-security-token'] === token)
      const crc64 = headers['x-oss-hash-crc64ecma']
      if (crc64 !== undefined && status >= 200 && status < 300) arrivals.note(form.fields[ID_HEADER] as string, crc64)
      return answer
    },
    async send(request, signal, onSent) {
      const answer = await transport.send(request, signal, onSent)
      return heed(answer, (token) => request.url.includes(percentEncode(token)))
    },
  }
}
