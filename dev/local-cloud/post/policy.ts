import { invalidPolicy } from './invalid-policy'
import { type Condition, parseCondition } from './policy-condition'

/** A PostObject policy: https://help.aliyun.com/en/oss/developer-reference/postobject, "Policy" */
export interface PostPolicy {
  /** Milliseconds since 1970. */
  expiration: number
  conditions: Condition[]
}

/** @throws OssError `InvalidPolicyDocument`, with EC codes from https://help.aliyun.com/zh/oss/user-guide/0006-00000201 and similar pages */
export function parsePolicy(base64: string): PostPolicy {
  const document = parseJson(decode(base64))
  const { expiration, conditions } = topLevel(document)
  return { expiration: parseExpiration(expiration), conditions: parseConditions(conditions) }
}

function decode(base64: string): string {
  const isBase64 = base64.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(base64)
  if (!isBase64) throw invalidPolicy('Invalid Policy: not base64.', '0006-00000201')
  const bytes = Buffer.from(base64, 'base64')
  const text = bytes.toString('utf8')
  if (!Buffer.from(text).equals(bytes)) throw invalidPolicy('Invalid Policy: not UTF-8.', '0006-00000201')
  return text
}

/** OSS's JSON has one more escape, `\$` for a dollar sign. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/\\([\s\S])/g, (pair, character) => (character === '$' ? '$' : pair)))
  } catch {
    throw invalidPolicy('Invalid Policy: Invalid JSON.', '0006-00000204')
  }
}

function topLevel(document: unknown): { expiration: unknown; conditions: unknown } {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw invalidPolicy('Invalid Policy: not a JSON object.', '0006-00000204')
  }
  const extra = Object.keys(document).find((name) => name !== 'expiration' && name !== 'conditions')
  if (extra !== undefined) throw invalidPolicy(`Invalid Policy: unexpected "${extra}".`, '0006-00000206')
  const { expiration, conditions } = document as { expiration?: unknown; conditions?: unknown }
  if (expiration === undefined && conditions === undefined) {
    throw invalidPolicy('Invalid Policy: missing expiration and conditions.', '0006-00000209')
  }
  if (conditions === undefined) throw invalidPolicy('Invalid Policy: missing conditions.', '0006-00000207')
  if (expiration === undefined) throw invalidPolicy('Invalid Policy: missing expiration.', '0006-00000208')
  return { expiration, conditions }
}

function parseExpiration(value: unknown): number {
  if (typeof value !== 'string') throw invalidPolicy('Invalid Policy: expiration is not a string.', '0006-00000210')
  if (value === '') throw invalidPolicy('Invalid Policy: expiration is empty.', '0006-00000211')
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(instant)) throw invalidPolicy('Invalid Policy: expiration is not ISO 8601 GMT.', '0006-00000210')
  return instant
}

function parseConditions(value: unknown): Condition[] {
  if (!Array.isArray(value)) throw invalidPolicy('Invalid Policy: conditions is not a list.', '0006-00000214')
  if (value.length === 0) throw invalidPolicy('Invalid Policy: conditions is empty.')
  return value.map(parseCondition)
}
