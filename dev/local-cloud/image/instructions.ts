import { type OssError, ossError } from '../oss/errors'

/** An action with its parameters: `resize,w_200,m_fill`. */
export interface Action {
  name: string
  /** `w` → `200`; a value without an underscore has the empty name. */
  parameters: ReadonlyMap<string, string>
  /** The values without a name: `90` of `rotate,90`. */
  values: readonly string[]
}

/**
 * Parses `image/resize,w_200/format,webp`, or `style/<name>` for a style of the bucket. Undefined for `video/…`, which
 * leaves the object unchanged. https://help.aliyun.com/zh/oss/user-guide/resize-images-4
 */
export function parseInstructions(process: string, styles: Record<string, string>): Action[] | undefined {
  const [kind, ...rest] = process.split('/')
  if (kind === 'video') return undefined
  if (kind === 'style') {
    const style = styles[rest.join('/')]
    if (style === undefined) throw ossError('NoSuchStyle', 'The specified style does not exist.')
    return parseInstructions(style, {})
  }
  if (kind !== 'image' || rest.length === 0) throw badProcess(`${kind} is not a kind of processing.`)
  return rest.map(parseAction)
}

function parseAction(text: string): Action {
  const [name = '', ...pairs] = text.split(',')
  const parameters = new Map<string, string>()
  for (const pair of pairs) {
    const underscore = pair.indexOf('_')
    if (underscore >= 0) parameters.set(pair.slice(0, underscore), pair.slice(underscore + 1))
  }
  return { name, parameters, values: pairs.filter((pair) => !pair.includes('_')) }
}

/** The integers that a parameter may have, and OSS's EC for any other value. */
export interface Range {
  /** Default: 1. */
  min?: number
  max: number
  ec?: string
}

/** @returns undefined if the parameter is missing. @throws OssError `InvalidArgument` */
export function integerOf(action: Action, name: string, range: Range): number | undefined {
  const text = action.parameters.get(name)
  return text === undefined ? undefined : parseInteger(text, name, range)
}

/**
 * The value of an action that has only one: `rotate,90`.
 * @param missingEc OSS's EC if there is none.
 * @throws OssError `InvalidArgument`
 */
export function singleInteger({ name, values, parameters }: Action, range: Range, missingEc?: string): number {
  const [text, ...more] = values
  if (more.length > 0 || parameters.size > 0) throw badProcess(`${name} has one value.`, '0040-00000203')
  if (text === undefined) throw badProcess(`The value of ${name} is missing.`, missingEc)
  return parseInteger(text, name, range)
}

function parseInteger(text: string, name: string, { min = 1, max, ec }: Range): number {
  const value = /^-?\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (value >= min && value <= max) return value
  throw badValue(name, text, ec)
}

/** A colour such as `FF0000`, as `#FF0000`. */
export function colorOf(action: Action, fallback: string, ec?: string): string {
  const text = action.parameters.get('color') ?? fallback
  if (!/^[0-9a-f]{6}$/i.test(text)) throw badValue('color', text, ec)
  return `#${text}`
}

export const badValue = (name: string, text: string | undefined, ec?: string): OssError =>
  badProcess(`The value: ${text} of parameter: ${name} is invalid.`, ec)

export function badProcess(message: string, ec?: string): OssError {
  return ossError('InvalidArgument', message, ec === undefined ? {} : { ec })
}

/** @param what an action or one of its parameters that this cloud does not have */
export const missingAction = (what: string): OssError =>
  ossError('NotImplemented', `The local cloud cannot process images by ${what}.`)
