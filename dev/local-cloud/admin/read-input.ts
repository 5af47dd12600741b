import type { CloudSettings } from '../cloud/cloud'
import { FAULT_KINDS, type Fault, type Faults } from '../faults/faults'

/** Wrong input of the admin API: answered with 400 and the message. */
export class WrongInput extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'WrongInput'
  }
}

/** The arguments of `Faults.inject`. */
export type Injection = Parameters<Faults['inject']>

/** `{operation, fault, times?, rate?}`. Without `times`, a fault with a rate never ends. */
export function parseInjection(input: unknown): Injection {
  const { operation, fault, times, rate = 1 } = record(input)
  if (typeof operation !== 'string' || operation === '') throw new WrongInput('Expected operation: a name, or *.')
  if (typeof rate !== 'number' || !(rate > 0 && rate <= 1)) throw new WrongInput('Expected rate: above 0, at most 1.')
  const byDefault = rate < 1 ? Number.POSITIVE_INFINITY : 1
  if (times !== undefined && !isCount(times)) throw new WrongInput('Expected times: a whole number from 1.')
  return [operation, parseFault(fault), isCount(times) ? times : byDefault, rate]
}

const isCount = (value: unknown): value is number =>
  value === Number.POSITIVE_INFINITY || (Number.isInteger(value) && Number(value) >= 1)

/** The required members of each kind of fault; all are numbers. */
const NUMBERS: Record<Fault['kind'], readonly string[]> = {
  answer: ['status'],
  'reset-after': ['bytes'],
  'stall-after': ['bytes'],
  slow: ['bytesPerSecond'],
  'lose-answer': [],
  'cut-answer': ['bytes'],
  delay: ['ms'],
  'drop-callback': [],
}

function parseFault(value: unknown): Fault {
  const fault = record(value)
  const kind = FAULT_KINDS.find((known) => known === fault.kind)
  if (!kind) throw new WrongInput(`Expected fault.kind: one of ${FAULT_KINDS.join(', ')}.`)
  const wrong = NUMBERS[kind].find((name) => !isNotNegative(fault[name]))
  if (wrong) throw new WrongInput(`Expected fault.${wrong}: a number.`)
  if (kind === 'answer' && typeof fault.code !== 'string') throw new WrongInput('Expected fault.code: an error code.')
  return { ...fault, kind } as Fault
}

const isNotNegative = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value >= 0

/** `{shift}`: milliseconds by which the cloud's clock is ahead. */
export function parseShift(input: unknown): number {
  const { shift } = record(input)
  if (typeof shift !== 'number' || !Number.isFinite(shift)) throw new WrongInput('Expected shift: milliseconds.')
  return shift
}

/** `{securityToken}` or `{accessKeyId}` */
export function parseRevocation(input: unknown): { securityToken?: string; accessKeyId?: string } {
  const { securityToken, accessKeyId } = record(input)
  if (typeof securityToken === 'string') return { securityToken }
  if (typeof accessKeyId === 'string') return { accessKeyId }
  throw new WrongInput('Expected securityToken or accessKeyId.')
}

/** `{active}` */
export function parseKeyChange(input: unknown): boolean {
  const { active } = record(input)
  if (typeof active !== 'boolean') throw new WrongInput('Expected active: true or false.')
  return active
}

/** Changes the given settings; the others stay. */
export function changeSettings(settings: CloudSettings, input: unknown): void {
  const { extraFields, assumeRolePerSecond, styles, forbidPublicEndpoint, ...others } = record(input)
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) throw new WrongInput(`There is no setting ${unknown}.`)
  if (extraFields !== undefined) {
    if (extraFields !== 'strict' && extraFields !== 'lax') throw new WrongInput('Expected extraFields: strict or lax.')
    settings.extraFields = extraFields
  }
  if (assumeRolePerSecond !== undefined) {
    if (!isNotNegative(assumeRolePerSecond)) throw new WrongInput('Expected assumeRolePerSecond: a number.')
    settings.assumeRolePerSecond = Number(assumeRolePerSecond)
  }
  if (forbidPublicEndpoint !== undefined) {
    if (typeof forbidPublicEndpoint !== 'boolean') throw new WrongInput('Expected forbidPublicEndpoint: true or false.')
    settings.forbidPublicEndpoint = forbidPublicEndpoint
  }
  if (styles !== undefined) settings.styles = parseStyles(styles)
}

function parseStyles(value: unknown): Record<string, string> {
  const entries = Object.entries(record(value))
  if (entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) {
    return Object.fromEntries(entries)
  }
  throw new WrongInput('Expected styles: names with their instructions.')
}

export function record(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new WrongInput('Expected a JSON object.')
}
