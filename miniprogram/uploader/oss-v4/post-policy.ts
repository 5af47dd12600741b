/**
 * The fields of PostObject forms, V4: fields → policy document → base64 → signature.
 * https://help.aliyun.com/en/oss/developer-reference/postobject
 */
import type { Primitives } from './primitives'
import { signer } from './signing-key'
import { credentialText, formatDate, SIGNATURE_VERSION, type SigningKeys, type SigningScope } from './signing-scope'

/** Names and values. */
export type FormFields = Readonly<Record<string, string>>

/** What the forms of several files share. */
export interface PostTerms {
  bucket: string
  region: string
  /** Further fields, such as `callback` and `x-oss-meta-…`. */
  fields?: FormFields
  /** ms: OSS refuses the forms from then on. */
  expiresAt: number
}

/** What belongs to one file. */
export interface PostFile {
  key: string
  /** Bytes, exactly. */
  size: number
  contentType: string
  /** Further fields that the policy does not pin: it demands only that each is there. */
  open?: FormFields
}

export type PostForm = PostTerms & PostFile

export interface PostForms {
  /** The fields that have the same value in all forms. */
  shared: FormFields
  /** All other fields but `file`, which must be sent after all of them. */
  sign(file: PostFile): FormFields
}

/** Makes forms that differ only in their file. @param now ms, by OSS's clock. */
export function postForms<Digest>(
  terms: PostTerms,
  keys: SigningKeys,
  now: number,
  primitives: Primitives<Digest>,
): PostForms {
  const scope: SigningScope = { date: formatDate(now), region: terms.region }
  const shared = sharedFields(terms, keys, scope)
  const beginning = aligned(`${policyBeginning(terms, shared)},`, primitives)
  const sign = signer(keys.accessKeySecret, scope, primitives)
  return {
    shared,
    sign(file) {
      const fields = fileFields(file)
      // Serialised once, so that the signed text is exactly the sent text. The text to sign is the base64 itself.
      const policy = beginning + primitives.base64(`${JSON.stringify(fileConditions(file, fields)).slice(1)}}`)
      return { ...fields, ...file.open, policy, 'x-oss-signature': sign(policy) }
    },
  }
}

/** All fields of a single form but `file`. @param now ms, by OSS's clock. */
export function postFormFields<Digest>(
  form: PostForm,
  keys: SigningKeys,
  now: number,
  primitives: Primitives<Digest>,
): FormFields {
  const { shared, sign } = postForms(form, keys, now, primitives)
  return { ...sign(form), ...shared }
}

const sharedFields = ({ fields }: PostTerms, keys: SigningKeys, scope: SigningScope): FormFields => ({
  success_action_status: '200',
  ...fields,
  'x-oss-forbid-overwrite': 'true',
  'x-oss-signature-version': SIGNATURE_VERSION,
  'x-oss-credential': credentialText(keys.accessKeyId, scope),
  'x-oss-date': scope.date,
  ...(keys.securityToken && { 'x-oss-security-token': keys.securityToken }),
})

const fileFields = ({ key, contentType }: PostFile): FormFields => ({
  key,
  'Content-Type': contentType,
  // OSS prefers this one to the field above and to the header of the file part, which the phone writes.
  'x-oss-content-type': contentType,
})

export type PolicyCondition =
  | Record<string, string>
  | readonly [operator: 'eq' | 'starts-with', field: `$${string}`, value: string]
  | readonly [operator: 'content-length-range', min: number, max: number]

export interface PolicyDocument {
  /** `2026-01-02T03:14:05.000Z`. */
  expiration: string
  conditions: PolicyCondition[]
}

/**
 * The text of the policy up to the conditions of the file. It pins every field to its value, because the client may choose
 * the value of a field that the policy leaves open. All forms of an answer begin so: its
 * base64 is made once, and gzip makes one text of it.
 */
function policyBeginning({ bucket, expiresAt }: PostTerms, shared: FormFields): string {
  const document: PolicyDocument = {
    expiration: new Date(expiresAt).toISOString(),
    conditions: [{ bucket }, ...pins(shared)],
  }
  return JSON.stringify(document).slice(0, -']}'.length)
}

/** Base64 of the text and as many blanks as let the base64 of another text follow it. */
function aligned<Digest>(text: string, { base64 }: Primitives<Digest>): string {
  const [padding = ''] = /=*$/.exec(base64(text)) ?? []
  return base64(text + padding.replace(/=/g, ' '))
}

const fileConditions = ({ size, open = {} }: PostFile, fields: FormFields): PolicyCondition[] => [
  ...pins(fields),
  // A field without any condition may be refused as an extra one; an empty prefix is documented nowhere.
  ...Object.entries(open).map(([name, value]) => ['starts-with', `$${name}`, value.slice(0, 1)] as const),
  ['content-length-range', size, size],
]

const pins = (fields: FormFields): PolicyCondition[] => Object.entries(fields).map(([name, value]) => pin(name, value))

/** The V4 fields are written as in OSS's own samples, `{ field: value }`; both forms mean equality. */
const pin = (name: string, value: string): PolicyCondition =>
  /^x-oss-(signature-version|credential|date|security-token)$/.test(name)
    ? { [name]: value }
    : ['eq', `$${name.toLowerCase()}`, value]
