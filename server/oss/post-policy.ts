/**
 * The policy of a PostObject form, V4: document → base64 → signature.
 * https://help.aliyun.com/en/oss/developer-reference/postobject
 */
import { type SigningScope, signature, signingKey } from './signing-scope'

export type FormField = readonly [name: string, value: string]

export type PolicyCondition =
  | Record<string, string>
  | readonly ['eq', field: `$${string}`, value: string]
  | readonly ['content-length-range', min: number, max: number]

export interface PolicyDocument {
  /** `2026-01-02T03:14:05.000Z`. */
  expiration: string
  conditions: PolicyCondition[]
}

export interface PolicyTerms {
  bucket: string
  /** Every one is pinned to its value: a field that the policy leaves open is the client's to choose. */
  fields: readonly FormField[]
  /** Exact, bytes. */
  size: number
  /** ms. */
  expiresAt: number
}

export const policyDocument = ({ bucket, fields, size, expiresAt }: PolicyTerms): PolicyDocument => ({
  expiration: new Date(expiresAt).toISOString(),
  conditions: [{ bucket }, ['content-length-range', size, size], ...fields.map(pin)],
})

/** The V4 fields are written as in OSS's own samples, `{ field: value }`; both forms mean equality. */
const pin = ([name, value]: FormField): PolicyCondition =>
  V4_FIELDS.has(name) ? { [name]: value } : ['eq', `$${name.toLowerCase()}`, value]

const V4_FIELDS = new Set(['x-oss-signature-version', 'x-oss-credential', 'x-oss-date', 'x-oss-security-token'])

/** Serialised once: what is signed is exactly what is sent. */
export const encodePolicy = (document: PolicyDocument | string): string =>
  Buffer.from(typeof document === 'string' ? document : JSON.stringify(document), 'utf8').toString('base64')

/** The string to sign is the base64 text itself. */
export const signPolicy = (policyBase64: string, accessKeySecret: string, scope: SigningScope): string =>
  signature(signingKey(accessKeySecret, scope), policyBase64)
