/**
 * The fields of a PostObject form, V4: fields → policy document → base64 → signature.
 * https://help.aliyun.com/en/oss/developer-reference/postobject
 */
import type { Primitives } from './primitives'
import { signer } from './signing-key'
import { credentialText, formatDate, SIGNATURE_VERSION, type SigningKeys, type SigningScope } from './signing-scope'

/** Names and values, in the order to send. */
export type FormFields = Readonly<Record<string, string>>

export interface PostForm {
  bucket: string
  region: string
  key: string
  /** Bytes, exactly. */
  size: number
  contentType: string
  /** Further fields, such as `callback` and `x-oss-meta-…`. */
  fields?: FormFields
  /** Further fields that the policy does not pin: it demands only that each is there. */
  open?: FormFields
  /** ms: OSS refuses the form from then on. */
  expiresAt: number
}

/** All fields of the form but `file`, which must be sent after them. @param now ms, by OSS's clock. */
export function postFormFields<Digest>(
  form: PostForm,
  keys: SigningKeys,
  now: number,
  primitives: Primitives<Digest>,
): Record<string, string> {
  const scope: SigningScope = { date: formatDate(now), region: form.region }
  const fields = pinnedFields(form, keys, scope)
  const policy = encodePolicy(policyDocument(form, fields), primitives)
  return {
    ...fields,
    ...form.open,
    policy,
    'x-oss-signature': signPolicy(policy, keys.accessKeySecret, scope, primitives),
  }
}

/** All fields but `policy` and `x-oss-signature`, which the policy cannot contain. */
const pinnedFields = (form: PostForm, keys: SigningKeys, scope: SigningScope): FormFields => ({
  key: form.key,
  success_action_status: '200',
  'Content-Type': form.contentType,
  // OSS prefers this one to the field above and to the header of the file part, which the phone writes.
  'x-oss-content-type': form.contentType,
  ...form.fields,
  'x-oss-forbid-overwrite': 'true',
  'x-oss-signature-version': SIGNATURE_VERSION,
  'x-oss-credential': credentialText(keys.accessKeyId, scope),
  'x-oss-date': scope.date,
  ...(keys.securityToken && { 'x-oss-security-token': keys.securityToken }),
})

export type PolicyCondition =
  | Record<string, string>
  | readonly ['eq' | 'starts-with', field: `$${string}`, value: string]
  | readonly ['content-length-range', min: number, max: number]

export interface PolicyDocument {
  /** `2026-01-02T03:14:05.000Z`. */
  expiration: string
  conditions: PolicyCondition[]
}

/** Pins every field to its value: the client may choose the value of a field that the policy leaves open. */
export const policyDocument = (
  { bucket, size, expiresAt, open = {} }: Pick<PostForm, 'bucket' | 'size' | 'expiresAt' | 'open'>,
  fields: FormFields,
): PolicyDocument => ({
  expiration: new Date(expiresAt).toISOString(),
  conditions: [
    { bucket },
    ...Object.entries(fields).map(([name, value]) => pin(name, value)),
    // A field without any condition may be refused as an extra one; an empty prefix is documented nowhere.
    ...Object.entries(open).map(([name, value]) => ['starts-with', `$${name}`, value.slice(0, 1)] as const),
    // Last, so that the policies of several files have the same text up to here: gzip makes one of it.
    ['content-length-range', size, size],
  ],
})

/** The V4 fields are written as in OSS's own samples, `{ field: value }`; both forms mean equality. */
const pin = (name: string, value: string): PolicyCondition =>
  /^x-oss-(signature-version|credential|date|security-token)$/.test(name)
    ? { [name]: value }
    : ['eq', `$${name.toLowerCase()}`, value]

/** Serialises the document once, so that the signed text is exactly the sent text. */
export const encodePolicy = (document: PolicyDocument, { base64 }: Pick<Primitives<unknown>, 'base64'>): string =>
  base64(JSON.stringify(document))

/** The string to sign is the base64 text itself. */
export const signPolicy = <Digest>(
  policyBase64: string,
  accessKeySecret: string,
  scope: SigningScope,
  primitives: Primitives<Digest>,
): string => signer(accessKeySecret, scope, primitives)(policyBase64)
