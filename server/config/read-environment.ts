import { type Config, readConfig } from './config'
import { type HttpConfig, readHttpConfig } from './http-config'
import { type IdentityConfig, readIdentityConfig } from './identity-config'
import type { Environment } from './parse-environment'

/** All that the stand-alone backend is told by its environment. */
export interface Settings {
  config: Config
  /** `undefined`: nobody is let in. */
  identity: IdentityConfig | undefined
  http: HttpConfig
}

/** @throws Error whose message names everything that is wrong, one line each. It shows no secret. */
export function readEnvironment(environment: Environment): Settings {
  const config = configOrProblems(environment)
  const identity = readIdentityConfig(environment)
  const door = readHttpConfig(environment)
  const problems = [config, identity, door].flatMap((read) => ('problems' in read ? read.problems : []))
  if ('problems' in config || 'problems' in identity || 'problems' in door) {
    throw new Error([INTRODUCTION, ...problems.map((problem) => `  ${problem}`)].join('\n'))
  }
  return { config: config.value, identity: identity.value, http: door.value }
}

const INTRODUCTION = 'The configuration is not complete:'

/** `readConfig` says the same in one message, below the same introduction. */
function configOrProblems(environment: Environment): { value: Config } | { problems: string[] } {
  try {
    return { value: readConfig(environment) }
  } catch (error) {
    return {
      problems: (error as Error).message
        .split('\n')
        .slice(1)
        .map((line) => line.trim()),
    }
  }
}
