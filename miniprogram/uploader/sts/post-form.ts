/**
 * The fields of one PostObject, V4: policy document → base64 → signature.
 * https://help.aliyun.com/en/oss/developer-reference/postobject
 */
import { toBase64 } from './encoding'
import {
  credentialText,
  formatDate,
  SIGNATURE_VERSION,
  type SigningKeys,
  type SigningScope,
  signature,
  signingKey,
} from './signing-scope'
import { ID_HEADER } from './sts-upload'

export interface PostForm {
  bucket: string
  region: string
  key: string
  /** Goes into the object's metadata. */
  uploadId: string
  /** Exact, bytes. */
  size: number
  type: string
  contentDisposition: string | undefined
  expiresSeconds: number
}

type Fields = Record<string, string>

/** In the order to send; `file` goes after them. @param now ms, by OSS's clock. */
export function postFormFields(form: PostForm, keys: SigningKeys, now: number): Fields {
  const scope: SigningScope = { date: formatDate(now), region: form.region }
  const fields = pinnedFields(form, keys, scope)
  const policy = toBase64(policyJson(form, fields, now + form.expiresSeconds * 1000))
  return { ...fields, policy, 'x-oss-signature': signPolicy(policy, keys.accessKeySecret, scope) }
}

/** The string to sign is the base64 text itself. */
export const signPolicy = (policyBase64: string, accessKeySecret: string, scope: SigningScope): string =>
  signature(signingKey(accessKeySecret, scope), policyBase64)

/** All but `policy` and `x-oss-signature`, which cannot speak of themselves. */
const pinnedFields = (form: PostForm, keys: SigningKeys, scope: SigningScope): Fields => ({
  key: form.key,
  success_action_status: '200',
  'Content-Type': form.type,
  // Goes before the field above and before the file part's own header, which the phone writes.
  'x-oss-content-type': form.type,
  ...(form.contentDisposition ? { 'Content-Disposition': form.contentDisposition } : {}),
  [ID_HEADER]: form.uploadId,
  'x-oss-forbid-overwrite': 'true',
  'x-oss-signature-version': SIGNATURE_VERSION,
  'x-oss-credential': credentialText(keys.accessKeyId, scope),
  'x-oss-date': scope.date,
  ...(keys.securityToken ? { 'x-oss-security-token': keys.securityToken } : {}),
})

/** Every field is pinned: where OSS refuses fields that the policy leaves open, it takes this one. */
const policyJson = ({ bucket, size }: PostForm, fields: Fields, expiresAt: number): string =>
  JSON.stringify({
    expiration: new Date(expiresAt).toISOString(),
    conditions: [
      { bucket },
      ['content-length-range', size, size],
      ...Object.keys(fields).map((name) => condition(name, fields[name] as string)),
    ],
  })

/** The V4 fields are written as in OSS's own samples, `{ field: value }`; both forms mean equality. */
const condition = (name: string, value: string): unknown =>
  /^x-oss-(signature-version|credential|date|security-token)$/.test(name)
    ? { [name]: value }
    : ['eq', `$${name.toLowerCase()}`, value]
