import { type Conditions, parseConditions } from '../link'
import { record, WrongInput } from './read-input'

const NAMES = ['bandwidth', 'latencyMs', 'jitterMs', 'loss', 'stalled', 'offline']

/** `{like: "20mbit,40ms"}`, or any of the conditions by name. In JSON, `null` means no limit, or no loss. */
export function parseLinkChange(input: unknown): Partial<Conditions> {
  const { like, ...named } = record(input)
  const unknown = Object.keys(named).find((name) => !NAMES.includes(name))
  if (unknown !== undefined) throw new WrongInput(`A link has no ${unknown}.`)
  for (const name of ['stalled', 'offline'] as const) {
    const value = named[name]
    if (value !== undefined && typeof value !== 'boolean') throw new WrongInput(`Expected ${name}: true or false.`)
  }
  if (named.bandwidth === null) named.bandwidth = Number.POSITIVE_INFINITY
  if ('loss' in named) named.loss = named.loss === null ? undefined : parseLoss(named.loss)
  return { ...(like === undefined ? {} : parseConditions(String(like))), ...(named as Partial<Conditions>) }
}

function parseLoss(value: unknown): Conditions['loss'] {
  const { how, ...numbers } = record(value)
  if (how !== 'reset' && how !== 'stall') throw new WrongInput('Expected loss.how: reset or stall.')
  return { how, ...numbers }
}
