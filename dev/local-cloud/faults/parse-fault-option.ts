import { type Injection, parseInjection, WrongInput } from '../admin/read-input'

/** The name of the number in a fault of each kind. */
const NUMBER_OF: Record<string, string> = {
  'reset-after': 'bytes',
  'stall-after': 'bytes',
  slow: 'bytesPerSecond',
  'cut-answer': 'bytes',
  delay: 'ms',
}

/**
 * Parses a fault of the command line: operation, kind or status, its number or code, and the share of requests that
 * meet it. `PutObject:503:ServiceUnavailable:10%`, `UploadPart:reset-after:100000`, `*:delay:200`,
 * `PostObject:lose-answer:5%`. It lasts until the cloud closes.
 * @throws WrongInput
 */
export function parseFaultOption(text: string): Injection {
  const parts = text.split(':')
  const share = /^(\d+(?:\.\d+)?)%$/.exec(parts.at(-1) ?? '')?.[1]
  if (share !== undefined) parts.pop()
  const [operation, kind = '', value, ...more] = parts
  if (more.length > 0) throw new WrongInput(`Expected OPERATION:KIND:VALUE:SHARE%, got ${text}.`)
  const rate = share === undefined ? 1 : Number(share) / 100
  return parseInjection({ operation, fault: faultOf(kind, value), times: Number.POSITIVE_INFINITY, rate })
}

function faultOf(kind: string, value: string | undefined): object {
  if (/^\d{3}$/.test(kind)) return { kind: 'answer', status: Number(kind), code: value }
  const name = NUMBER_OF[kind]
  return name === undefined || value === undefined ? { kind } : { kind, [name]: Number(value) }
}
