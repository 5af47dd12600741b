import { type OssError, ossError } from '../oss/errors'
import type { Form } from './form-fields'
import type { PostPolicy } from './policy'
import type { Condition } from './policy-condition'

/**
 * `strict`: every field needs a condition and has exactly the documented spelling. `lax`: only the fields of the V4
 * signature need a condition, and capitals do not matter. The pages and the samples of the documentation disagree about
 * OSS's behaviour: a client should be correct under both, but most programs follow the samples, which need `lax`.
 * https://help.aliyun.com/zh/oss/user-guide/0006-00000228
 */
export type ExtraFields = 'strict' | 'lax'

/** Inclusive, bytes. */
export interface SizeRange {
  min: number
  max: number
}

const NEVER_COVERED = ['file', 'policy', 'x-oss-signature', 'signature', 'ossaccesskeyid']
/** The samples have no condition for the token. */
const V4_FIELDS = ['x-oss-signature-version', 'x-oss-credential', 'x-oss-date']

/** Returns the sizes that the policy allows. @throws OssError if the policy does not allow the form */
export function checkPolicy(
  policy: PostPolicy,
  form: Pick<Form, 'fields' | 'fileType'>,
  bucket: string,
  extraFields: ExtraFields,
  now: number,
): SizeRange {
  if (now >= policy.expiration) throw refused('Policy expired.')
  const values = conditionValues(form, bucket)
  for (const condition of policy.conditions) checkCondition(condition, values)
  checkExtraFields(policy, form, extraFields)
  return sizeRange(policy)
}

/** The values that conditions compare with. A missing Content-Type field is taken from the file part's header. */
function conditionValues({ fields, fileType }: Pick<Form, 'fields' | 'fileType'>, bucket: string): Map<string, string> {
  const values = new Map<string, string>()
  if (fileType !== undefined) values.set('content-type', fileType)
  for (const [name, value] of fields) values.set(name.toLowerCase(), value)
  values.set('bucket', bucket)
  return values
}

function checkCondition(condition: Condition, values: Map<string, string>): void {
  if (condition.kind === 'content-length-range') return
  const value = values.get(condition.field)
  if (value === undefined) throw refused(`Policy Condition failed: ${condition.text}`, '0006-00000226')
  if (!isMet(condition, value)) throw refused(`Policy Condition failed: ${condition.text}`, '0006-00000227')
}

function isMet(condition: Exclude<Condition, { kind: 'content-length-range' }>, value: string): boolean {
  switch (condition.kind) {
    case 'eq':
      return value === condition.value
    case 'starts-with':
      return value.startsWith(condition.value)
    case 'in':
      return condition.values.includes(value)
    case 'not-in':
      return !condition.values.includes(value)
  }
}

function checkExtraFields({ conditions }: PostPolicy, { fields }: Pick<Form, 'fields'>, mode: ExtraFields): void {
  const covered = new Set(conditions.map((condition) => ('field' in condition ? condition.field : '')))
  const isV4 = fields.has('x-oss-signature-version')
  for (const name of fields.keys()) {
    const lower = name.toLowerCase()
    const needed = mode === 'strict' ? !NEVER_COVERED.includes(lower) : isV4 && V4_FIELDS.includes(lower)
    if (needed && !covered.has(lower)) throw refused(`Extra input fields: ${name}`, '0006-00000228')
  }
}

/** All ranges apply together. */
function sizeRange({ conditions }: PostPolicy): SizeRange {
  const range = { min: 0, max: Number.POSITIVE_INFINITY }
  for (const condition of conditions) {
    if (condition.kind !== 'content-length-range') continue
    range.min = Math.max(range.min, condition.min)
    range.max = Math.min(range.max, condition.max)
  }
  return range
}

function refused(reason: string, ec?: string): OssError {
  return ossError('AccessDenied', `Invalid according to Policy: ${reason}`, ec === undefined ? {} : { ec })
}
