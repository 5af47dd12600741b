import { type OssError, ossError } from '../oss/errors'
import type { ExtraFields } from './policy-check'

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

type Fields = ReadonlyMap<string, string>

/**
 * The fields under their documented names. One page of the documentation calls the names case-insensitive, and samples
 * write `signature`; another page calls them case-sensitive, so `strict` refuses any other spelling.
 * @throws OssError
 */
export function nameFields(fields: Fields, mode: ExtraFields): Fields {
  const named = new Map<string, string>()
  for (const [name, value] of fields) {
    const exact = exactName(name)
    if (name !== exact && mode === 'strict') throw refused(name, `The form field ${exact} was spelt ${name}.`)
    if (named.has(exact)) throw refused(name, 'A form field was sent twice.')
    named.set(exact, value)
  }
  return named
}

function exactName(name: string): string {
  const lower = name.toLowerCase()
  return EXACT_BY_LOWER.get(lower) ?? (/^x-oss-(?!meta-)/.test(lower) ? lower : name)
}

const refused = (name: string, message: string): OssError =>
  ossError('InvalidArgument', message, { details: { ArgumentName: name } })
