import { type OssError, ossError } from '../oss/errors'

/** `resize,w_200,m_fill` is an action with its parameters. */
export interface Action {
  name: string
  /** `w` → `200`; what has no underscore stands under the empty name. */
  parameters: ReadonlyMap<string, string>
}

/**
 * `image/resize,w_200/format,webp`, or `style/<name>` for one that the bucket has. Undefined for what concerns no
 * image: a video is left as it is. https://help.aliyun.com/zh/oss/user-guide/resize-images-4
 */
export function parseInstructions(process: string, styles: Record<string, string>): Action[] | undefined {
  const [kind, ...rest] = process.split('/')
  if (kind === 'video') return undefined
  if (kind === 'style') {
    const style = styles[rest.join('/')]
    if (style === undefined) throw ossError('NoSuchStyle', 'The specified style does not exist.')
    return parseInstructions(style, {})
  }
  if (kind !== 'image' || rest.length === 0) throw badProcess(`${kind} is no kind of processing.`)
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

/** An integer from 1 to `max`, or undefined when it was not given. */
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
