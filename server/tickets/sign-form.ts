import type { FileForm, SharedForm } from '../../miniprogram/uploader/contract'
import { type Credentials, lifeWithin } from '../credentials/credentials'
import { callbackParameter, UPLOAD_VARIABLE } from '../oss/callback/callback-parameter'
import { pendingKey } from '../oss/object-key'
import { formFields } from '../oss/signing/form-fields'
import type { Upload } from '../oss/upload-token'
import type { SignContext } from './sign-parts'

/** Long enough to begin sending on a slow phone. The client can renew the ticket. */
const LIFE_SECONDS = 10 * 60

/** OSS takes no longer variable in a callback. https://help.aliyun.com/en/oss/developer-reference/callback */
const MOST_TOKEN_BYTES = 5 * 1024

/** The fields whose values belong to one file. All others have the same value in each form of one answer. */
const OF_ONE_FILE = new Set(['key', 'Content-Type', 'x-oss-content-type', UPLOAD_VARIABLE, 'policy', 'x-oss-signature'])

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
  const parameter = publicUrl !== undefined && doesFit ? callbackParameter(publicUrl) : undefined
  let shared: SharedForm | undefined
  return {
    sign(upload, token) {
      const form = {
        bucket: oss.bucket,
        region: oss.region,
        key: pendingKey(upload.key, oss.prefix),
        size: upload.size,
        contentType: upload.type,
        expiresAt: signedAt + expiresIn * 1000,
        ...(parameter !== undefined && { callback: { parameter, upload: token } }),
      }
      const all = Object.entries(formFields(form, credentials, signedAt))
      shared ??= {
        url: `${oss.domain}/`,
        fields: Object.fromEntries(all.filter(([name]) => !OF_ONE_FILE.has(name))),
        expiresIn,
      }
      return { kind: 'form', upload: token, fields: Object.fromEntries(all.filter(([name]) => OF_ONE_FILE.has(name))) }
    },
    shared: () => shared,
  }
}
