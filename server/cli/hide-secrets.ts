import type { Environment } from '../config/parse-environment'

/** STS tokens begin so; within URLs and policies they are as secret as by themselves. */
const TOKEN = /CAIS[\w+/=%-]{24,}/g

export const hideTokens = (text: string): string => text.replace(TOKEN, 'CAIS…')

/** Replaces every one of the secrets, encoded or not, and whatever looks like an STS token. */
export function hideSecrets(text: string, secrets: Iterable<string>): string {
  let hidden = hideTokens(text)
  for (const secret of secrets) {
    for (const form of new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])) {
      hidden = hidden.replaceAll(form, '…')
    }
  }
  return hidden
}

/** Shorter ones would be found everywhere, and are no secrets. */
const LEAST = 8

/** All that must never be shown, by the names of its variables; lists (`new,old`) one by one. */
export const secretsOf = (environment: Environment): string[] =>
  Object.entries(environment)
    .filter(([name]) => /(SECRET|TOKEN|PASSWORD)$/.test(name))
    .flatMap(([, value = '']) => [value, ...value.split(',')])
    .map((value) => value.trim())
    .filter((value) => value.length >= LEAST)

/** Enough of a key id to know which one it is. */
export const shortId = (accessKeyId: string): string =>
  accessKeyId.length <= 12 ? accessKeyId : `${accessKeyId.slice(0, 8)}…${accessKeyId.slice(-4)}`
