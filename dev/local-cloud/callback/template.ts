import { percentEncode } from '../http/exchange'
import type { CallbackSpec } from './spec'

/** The values for `${…}`; a JSON template gets a number without quotes. */
export type CallbackVariables = Record<string, string | number>

/**
 * Fills the template. Strings are URL-encoded in a form template and quoted in a JSON template: `"object":${object}`.
 * A variable without a value becomes an empty string.
 */
export function fillTemplate({ bodyTemplate, bodyType }: CallbackSpec, variables: CallbackVariables): string {
  return bodyTemplate.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    const value = variables[name] ?? ''
    return bodyType === 'application/json' ? JSON.stringify(value) : percentEncode(String(value))
  })
}
