import { FAILURES, type Failure } from './failures'

type Kind = 'String' | 'Number'

export type Parameters = Record<string, [value: unknown, kind: Kind]>

/** The failure for the first parameter whose type the base library refuses. */
export function wrongParameter(api: string, parameters: Parameters): Failure | undefined {
  for (const [name, [value, kind]] of Object.entries(parameters)) {
    const got = kindOf(value)
    if (got !== kind) return FAILURES.wrongParameter(api, name, kind, got)
  }
  return undefined
}

const kindOf = (value: unknown): string => Object.prototype.toString.call(value).slice('[object '.length, -1)
