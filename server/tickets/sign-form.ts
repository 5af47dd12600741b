import type { FileForm, SharedForm } from '../../miniprogram/uploader/contract'
import { type Credentials, lifeWithin } from '../credentials/credentials'
import { callbackParameter } from '../oss/callback/callback-parameter'
import { pendingKey } from '../oss/object-key'
import { ticketForms } from '../oss/signing/ticket-forms'
import type { Upload } from '../oss/upload-token'
import type { SignContext } from './sign-parts'

/** Long enough to begin sending on a slow phone. The client can renew the ticket. */
const LIFE_SECONDS = 10 * 60

/** OSS takes no longer variable in a callback. https://help.aliyun.com/en/oss/developer-reference/callback */
const MOST_TOKEN_BYTES = 5 * 1024

/** Signs the forms of one answer. */
export interface FormSigner {
  sign(upload: Upload, token: string): FileForm
  /** What the forms so far share. Undefined if there is none. */
  shared(): SharedForm | undefined
}

/**
 * @param tokens of all uploads of the answer. If one is too long for a callback, by a long name and a long input together,
 * no form has a callback: then only the client calls `complete`.
 */
export function formSigner(
  tokens: readonly string[],
  credentials: Credentials,
  { config: { oss, publicUrl }, now }: SignContext,
): FormSigner {
  const signedAt = now()
  const expiresIn = lifeWithin(credentials, LIFE_SECONDS, signedAt)
  const doesFit = tokens.every(({ length }) => length <= MOST_TOKEN_BYTES)
  const terms = {
    bucket: oss.bucket,
    region: oss.region,
    expiresAt: signedAt + expiresIn * 1000,
    callback: publicUrl !== undefined && doesFit ? callbackParameter(publicUrl) : undefined,
  }
  const forms = ticketForms(terms, credentials, signedAt)
  let isUsed = false
  return {
    sign({ key, size, type }, token) {
      isUsed = true
      const file = { key: pendingKey(key, oss.prefix), size, contentType: type, upload: token }
      return { kind: 'form', upload: token, fields: forms.sign(file) }
    },
    shared: () => (isUsed ? { url: `${oss.domain}/`, fields: forms.shared, expiresIn } : undefined),
  }
}
