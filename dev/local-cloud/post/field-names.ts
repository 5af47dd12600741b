import { ossError } from '../oss/errors'

/**
 * One page of the documentation calls field names case-insensitive, another one case-sensitive. Only the exact spelling
 * surely works, so the cloud refuses any other.
 */
const EXACT_NAMES = [
  'key',
  'policy',
  'callback',
  'success_action_status',
  'success_action_redirect',
  'OSSAccessKeyId',
  'Signature',
  'Content-Type',
  'Cache-Control',
  'Content-Disposition',
  'Content-Encoding',
  'Expires',
]

const EXACT_BY_LOWER = new Map(EXACT_NAMES.map((name) => [name.toLowerCase(), name]))

export function checkFieldNames(names: Iterable<string>): void {
  for (const name of names) {
    const lower = name.toLowerCase()
    const exact = EXACT_BY_LOWER.get(lower) ?? (/^x-oss-(?!meta-)/.test(lower) ? lower : name)
    if (name !== exact) {
      const details = { ArgumentName: name }
      throw ossError('InvalidArgument', `The form field ${exact} was spelt ${name}.`, { details })
    }
  }
}
