import type { Exchange } from '../../cloud/cloud'
import { percentEncode } from '../../http/exchange'
import { type OssError, ossError } from '../../oss/errors'

/** `encoding-type=url`: keys in answers are percent-encoded, because XML cannot contain every character of a key. */
export interface UrlEncoding {
  encode: boolean
  /** An element for the answer's XML. */
  element: Record<string, string>
}

export function urlEncoding({ query }: Exchange): UrlEncoding {
  const wanted = query.get('encoding-type')
  if (wanted === undefined || wanted === '') return { encode: false, element: {} }
  if (wanted !== 'url') throw badQuery('encoding-type', wanted)
  return { encode: true, element: { EncodingType: 'url' } }
}

export const encodedKey = (encode: boolean, key: string): string => (encode ? percentEncode(key) : key)

/** An integer from 1 to `max`. */
export function countOf({ query }: Exchange, name: string, max: number, byDefault: number): number {
  const text = query.get(name)
  if (text === undefined || text === '') return byDefault
  const count = /^\d{1,6}$/.test(text) ? Number(text) : 0
  if (count < 1 || count > max) throw badQuery(name, text)
  return count
}

export function badQuery(name: string, value: string): OssError {
  const details = { ArgumentName: name, ArgumentValue: value }
  return ossError('InvalidArgument', `The value of ${name} is invalid.`, { details })
}
