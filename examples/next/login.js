/** Stands for the login that your app has already: a bearer token. 代表您的应用已有的登录：bearer 令牌。 */
import { randomUUID } from 'node:crypto'

// Next bundles each route apart, so they share no variable of a module.
globalThis.sessions ??= new Map()

export function logIn(name) {
  const token = randomUUID()
  globalThis.sessions.set(`Bearer ${token}`, { id: name })
  return { token }
}

export const userOf = (authorization) => globalThis.sessions.get(authorization ?? '')
