import { percentEncode } from '../http/exchange'
import type { CallbackSpec } from './spec'

/** Values of `${…}`: a number is written without quotes in a JSON template. */
export type CallbackVariables = Record<string, string | number>

/**
 * Strings come URL-encoded in a form template, and with their quotes in a JSON one: `"object":${object}`.
 * A variable without a value becomes an empty one.
 */
export function fillTemplate({ bodyTemplate, bodyType }: CallbackSpec, variables: CallbackVariables): string {
  return bodyTemplate.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    const value = variables[name] ?? ''
    return bodyType === 'application/json' ? JSON.stringify(value) : percentEncode(String(value))
  })
}
