import type { Config } from './config'
import { type HttpConfig, parseHttpConfig } from './http-config'
import { type IdentityConfig, parseIdentityConfig } from './identity-config'
import { type Environment, incomplete } from './parse-environment'
import { parseConfig } from './read-config'

/** Everything that the environment can set. A plain `Config` is a valid `Settings`. */
export interface Settings extends Config, Partial<HttpConfig> {
  /** Without it every personal endpoint answers 401, unless the app brings an identity of its own. */
  identity?: IdentityConfig
}

/** @throws Error whose message names everything that is wrong, one line each. It shows no secret. */
export function readEnvironment(environment: Environment): Settings {
  const config = parseConfig(environment)
  const identity = parseIdentityConfig(environment)
  const http = parseHttpConfig(environment)
  if ('problems' in config || 'problems' in identity || 'problems' in http) {
    throw incomplete([config, identity, http].flatMap((parsed) => ('problems' in parsed ? parsed.problems : [])))
  }
  return { ...config.value, ...http.value, identity: identity.value }
}
