import { type OssError, ossError } from '../oss/errors'

/** An action with its parameters: `resize,w_200,m_fill`. */
export interface Action {
  name: string
  /** `w` → `200`; a value without an underscore has the empty name. */
  parameters: ReadonlyMap<string, string>
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
    if (underscore < 0) parameters.set('', pair)
    else parameters.set(pair.slice(0, underscore), pair.slice(underscore + 1))
  }
  return { name, parameters }
}

/** An integer from 1 to `max`, or undefined if it is missing. */
export function integerOf(action: Action, name: string, max: number, ec?: string): number | undefined {
  const text = action.parameters.get(name)
  if (text === undefined) return undefined
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (value < 1 || value > max) throw badProcess(`The value: ${text} of parameter: ${name} is invalid.`, ec)
  return value
}

export function badProcess(message: string, ec?: string): OssError {
  return ossError('InvalidArgument', message, ec === undefined ? {} : { ec })
}
