import { FAILURES, type Failure } from './failures'

type Kind = 'String' | 'Number'

export type Parameters = Record<string, [value: unknown, kind: Kind]>

/** The first parameter that is not of the kind the base library asks for. */
export function wrongParameter(api: string, parameters: Parameters): Failure | undefined {
  for (const [name, [value, kind]] of Object.entries(parameters)) {
    const got = kindOf(value)
    if (got !== kind) return FAILURES.wrongParameter(api, name, kind, got)
  }
  return undefined
}

const kindOf = (value: unknown): string => Object.prototype.toString.call(value).slice('[object '.length, -1)
