import { isRecord } from '../backend/json'
import { expected } from './expected'

/** The options of one function by their names, each with its `typeof`. */
export type Kinds = Record<string, 'string' | 'function' | 'number' | 'boolean' | 'object' | 'any'>

/**
 * Names the option that has a wrong name or kind, because a program without types would otherwise never hear of it.
 * Shows no value: it may be a secret.
 * @param caller the function that was called, for the message
 * @throws UploadError `misuse`
 */
export function assertOptions(caller: string, options: unknown, kinds: Kinds): void {
  const known = Object.keys(kinds)
  const wanted = `options (${known.join(', ')})`
  if (!isRecord(options)) throw expected(caller, wanted, typeof options)
  for (const name of Object.keys(options)) {
    const kind = kinds[name]
    // Each comparison with NaN is false: a limit that is NaN would never be kept, or never be reached.
    const got = Number.isNaN(options[name]) ? 'NaN' : typeof options[name]
    if (!known.includes(name)) throw expected(caller, wanted, name)
    if (kind === got || kind === 'any' || got === 'undefined') continue
    throw expected(`${caller}: ${name}`, `type ${kind}`, got)
  }
}
