import type { Environment } from '../../config/parse-environment'

/** STS tokens begin with CAIS. They are also hidden inside URLs and policies. */
const TOKEN = /CAIS[\w+/=%-]{24,}/g

export const hideTokens = (text: string): string => text.replace(TOKEN, 'CAIS…')

/** Shorter values are no secrets, and would match everywhere. */
const MIN_LENGTH = 8

/** Replaces every secret, encoded or not, and everything that looks like an STS token. */
export function hideSecrets(text: string, secrets: Iterable<string>): string {
  let hidden = hideTokens(text)
  for (const secret of secrets) {
    if (secret.length < MIN_LENGTH) continue
    for (const form of new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])) {
      hidden = hidden.replaceAll(form, '…')
    }
  }
  return hidden
}

/**
 * The values that must never be shown, found by their variables' names. A list (`new,old`) also gives each entry, and
 * an entry `name:key:scopes` its key. LIMIT_STORE also gives its password.
 */
export const secretsOf = (environment: Environment): string[] =>
  Object.entries(environment)
    .flatMap(([name, value = '']) => {
      if (name === 'LIMIT_STORE') return [value, /^\w+:\/\/[^/?#]*?:([^/?#]*)@/.exec(value)?.[1] ?? '']
      if (!/(SECRETS?|TOKEN|PASSWORD|API_KEYS?|AUTH_KEY)$/.test(name)) return []
      return [value, ...value.split(',').flatMap((entry) => [entry, entry.split(':')[1] ?? ''])]
    })
    .map((value) => value.trim())
    .filter((value) => value.length >= MIN_LENGTH)

/** Shortens an AccessKey ID; it can still be recognised. */
export const shortId = (accessKeyId: string): string =>
  accessKeyId.length <= 12 ? accessKeyId : `${accessKeyId.slice(0, 8)}…${accessKeyId.slice(-4)}`
