import OSS from 'ali-oss'
import type { Credentials } from '../../../dev/local-cloud/auth/key-ring'
import type { CloudRequest } from '../../../dev/local-cloud/http/exchange'
import { BUCKET, chunks, NOW } from './in-process'

export type Fields = Record<string, string>

/** `20260102T030405Z` */
export const v4Date = (instant: number): string => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '')

export const v4Fields = (session: Credentials, instant = NOW, region = 'cn-hangzhou'): Fields => ({
  'x-oss-signature-version': 'OSS4-HMAC-SHA256',
  'x-oss-credential': `${session.accessKeyId}/${v4Date(instant).slice(0, 8)}/${region}/oss/aliyun_v4_request`,
  'x-oss-date': v4Date(instant),
  'x-oss-security-token': session.securityToken,
})

export interface Policy {
  expiration: string
  conditions: unknown[]
}

/** A policy with an exact condition for every field, valid for ten minutes. */
export const pinned = (fields: Fields, more: unknown[] = [], instant = NOW): Policy => ({
  expiration: new Date(instant + 600_000).toISOString(),
  conditions: [
    { bucket: BUCKET },
    ...Object.entries(fields).map(([name, value]) => ['eq', `$${name}`, value]),
    ...more,
  ],
})

/** ali-oss signs, so that signer and verifier cannot have the same mistake. */
export function signForm(session: Credentials, fields: Fields, policy: Policy | string, instant = NOW): Fields {
  const text = typeof policy === 'string' ? policy : JSON.stringify(policy)
  const client = new OSS({
    accessKeyId: session.accessKeyId,
    accessKeySecret: session.accessKeySecret,
    region: 'oss-cn-hangzhou',
  }) as unknown as { signPostObjectPolicyV4(policy: string, date: Date): string }
  return {
    ...fields,
    policy: Buffer.from(text).toString('base64'),
    'x-oss-signature': client.signPostObjectPolicyV4(text, new Date(instant)),
  }
}

/** A form whose policy names all its fields. */
export function pinnedForm(session: Credentials, fields: Fields, more: unknown[] = [], instant = NOW): Fields {
  const all = { ...v4Fields(session, instant), ...fields }
  return signForm(session, all, pinned(all, more, instant), instant)
}

const BOUNDARY = '----form7MA4YWxkTrZu0gW'

export interface FilePart {
  bytes: string | Uint8Array
  name?: string
  type?: string
}

export function formBody(fields: Fields, { bytes, name = 'photo.jpg', type = 'image/jpeg' }: FilePart): Buffer {
  const head = Object.entries(fields).map(
    ([field, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  )
  const file = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`
  return Buffer.concat([Buffer.from(head.join('') + file), Buffer.from(bytes), Buffer.from(`\r\n--${BOUNDARY}--\r\n`)])
}

export const postRequest = (body: string | Uint8Array): Partial<CloudRequest> => ({
  method: 'POST',
  headers: { host: 'localhost', 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
  body: chunks(body),
})

export const post = (fields: Fields, file: FilePart | string = 'hello post'): Partial<CloudRequest> =>
  postRequest(formBody(fields, typeof file === 'string' ? { bytes: file } : file))
