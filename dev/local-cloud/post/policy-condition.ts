import { invalidPolicy } from './invalid-policy'

/** `field` is in lower case, without the dollar sign. `text` is the condition as written, for error messages. */
export type Condition = { text: string } & (
  | { kind: 'eq' | 'starts-with'; field: string; value: string }
  | { kind: 'in' | 'not-in'; field: string; values: string[] }
  | { kind: 'content-length-range'; min: number; max: number }
)

export function parseCondition(item: unknown): Condition {
  const text = JSON.stringify(item)
  if (Array.isArray(item)) return { text, ...parseList(item) }
  if (typeof item !== 'object' || item === null) {
    throw invalidPolicy('Invalid Policy: a condition is neither object nor list.', '0006-00000222')
  }
  const [property, ...others] = Object.entries(item)
  if (!property || others.length > 0) {
    throw invalidPolicy(
      'Invalid Policy: Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.',
    )
  }
  const [field, value] = property
  if (typeof value !== 'string') throw wrongType(text)
  return { text, kind: 'eq', field: field.toLowerCase(), value: unescapeDollar(value) }
}

type Parsed<T = Condition> = T extends Condition ? Omit<T, 'text'> : never

function parseList(item: unknown[]): Parsed {
  const [kind, field, value] = item
  const text = JSON.stringify(item)
  switch (kind) {
    case 'content-length-range':
      return parseRange(item)
    case 'eq':
    case 'starts-with':
      requireThree(item)
      if (typeof value !== 'string') throw wrongType(text)
      return { kind, field: fieldName(field, text), value: unescapeDollar(value) }
    case 'in':
    case 'not-in':
      requireThree(item)
      if (!isStringList(value)) throw wrongType(text)
      return { kind, field: fieldName(field, text), values: value.map(unescapeDollar) }
    default:
      throw invalidPolicy(`Invalid Policy: unknown matching mode in ${text}.`, '0006-00000216')
  }
}

function parseRange(item: unknown[]): Parsed {
  const [, min, max] = item
  const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
  if (item.length !== 3 || !isSize(min) || !isSize(max) || min > max) {
    throw invalidPolicy('Invalid Policy: content-length-range is invalid.', '0006-00000220')
  }
  return { kind: 'content-length-range', min, max }
}

function requireThree(item: unknown[]): void {
  if (item.length === 3) return
  throw invalidPolicy(`Invalid Policy: ${JSON.stringify(item)} must have three elements.`, '0006-00000218')
}

function fieldName(field: unknown, text: string): string {
  if (typeof field !== 'string') throw wrongType(text)
  if (!/^\$./s.test(field)) throw invalidPolicy(`Invalid Policy: no $ before the field in ${text}.`, '0006-00000218')
  return field.slice(1).toLowerCase()
}

/** The Java SDK writes `\\${filename}` in JSON: the escape remains after JSON parsing and is removed here. */
const unescapeDollar = (value: string): string => value.replace(/\\\$/g, '$')

const isStringList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

function wrongType(text: string): Error {
  return invalidPolicy(`Invalid Policy: a value has the wrong type in ${text}.`, '0006-00000224')
}
