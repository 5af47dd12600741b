import type { Credentials } from '../credentials/credentials'
import { encodePolicy, type FormField, policyDocument, signPolicy } from './post-policy'
import { credentialText, formatDate, SIGNATURE_VERSION, type SigningScope } from './signing-scope'

export interface PostForm {
  bucket: string
  region: string
  key: string
  /** Exact, bytes. */
  size: number
  contentType: string
  /** Base64, as `callbackParameter` makes it. */
  callback?: string
  /** ms: when OSS stops taking it. */
  expiresAt: number
}

/** The fields of one POST in the order to send; `file` goes after them. */
export function postFormFields(form: PostForm, keys: Credentials, now: number): Record<string, string> {
  const scope: SigningScope = { date: formatDate(now), region: form.region }
  const fields = pinnedFields(form, keys, scope)
  const policy = encodePolicy(policyDocument({ ...form, fields }))
  return {
    ...Object.fromEntries(fields),
    policy,
    'x-oss-signature': signPolicy(policy, keys.accessKeySecret, scope),
  }
}

/** All but `policy` and `x-oss-signature`, which cannot speak of themselves. */
export function pinnedFields(form: PostForm, keys: Credentials, scope: SigningScope): FormField[] {
  const fields: FormField[] = [
    ['key', form.key],
    ['success_action_status', '200'],
    ['Content-Type', form.contentType],
    // Goes before the field above and before the file part's own header, which the phone writes.
    ['x-oss-content-type', form.contentType],
    ['x-oss-object-acl', 'private'],
    ['x-oss-forbid-overwrite', 'true'],
  ]
  if (form.callback) fields.push(['callback', form.callback])
  fields.push(
    ['x-oss-signature-version', SIGNATURE_VERSION],
    ['x-oss-credential', credentialText(keys.accessKeyId, scope)],
    ['x-oss-date', scope.date],
  )
  if (keys.securityToken) fields.push(['x-oss-security-token', keys.securityToken])
  return fields
}
