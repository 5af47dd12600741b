import * as z from 'zod'
import { HTTPS, text } from './fields'
import { ID_PATH, parseIdPath } from './id-path'
import { type Environment, type Parsed, parseEnvironment } from './parse-environment'
import { hostUrl } from './values'

/** How the backend identifies its callers. The variables that are set choose one way. */
export type IdentityConfig = WechatConfig | JwtConfig | IntrospectConfig

export interface WechatConfig {
  kind: 'wechat'
  appid: string
  /** The AppSecret. */
  secret: string
  /** URL of WeChat's API. Default `https://api.weixin.qq.com`. */
  endpoint?: string
}

export interface JwtConfig {
  kind: 'jwt'
  issuer: string
  audience: string
  /** A shared secret (HS256), or the URL of the issuer's public keys (RS, PS, ES, EdDSA). */
  keys: { secret: string } | { jwksUrl: string }
}

export interface IntrospectConfig {
  kind: 'introspect'
  url: string
  /** Where the answer has the user's id: `data.id`. Default `id`. */
  idPath?: string
}

const url = text.refine((value) => hostUrl(value.replace(/\?.*$/, '')) !== '', HTTPS)

const schema = z
  .object({
    WECHAT_APPID: text.regex(/^wx[0-9a-z]{8,32}$/i, 'expected an AppID such as wx0123456789abcdef').optional(),
    WECHAT_SECRET: text.regex(/^\w{16,64}$/, 'expected the AppSecret, letters and digits').optional(),
    WECHAT_ENDPOINT: url.transform(hostUrl).optional(),
    JWT_SECRET: text.refine((value) => Buffer.byteLength(value) >= 32, 'expected at least 32 bytes').optional(),
    JWT_JWKS_URL: url.optional(),
    JWT_ISSUER: text.optional(),
    JWT_AUDIENCE: text.optional(),
    INTROSPECT_URL: url.optional(),
    INTROSPECT_ID_PATH: text.refine((path) => parseIdPath(path) !== undefined, ID_PATH).optional(),
  })
  .superRefine((env, context) => {
    const refuse = (name: string, message: string) =>
      context.addIssue({ code: 'custom', path: [name], message, input: undefined })
    for (const [name, other] of TOGETHER) {
      if (env[name] && !env[other]) refuse(other, `expected together with ${name}`)
    }
    if (env.JWT_SECRET && env.JWT_JWKS_URL) refuse('JWT_JWKS_URL', 'expected either this or JWT_SECRET')
    if (usesJwt(env)) {
      // Without them the backend would accept a token that the same issuer made for another service.
      if (!env.JWT_ISSUER) refuse('JWT_ISSUER', 'expected beside JWT_SECRET or JWT_JWKS_URL')
      if (!env.JWT_AUDIENCE) refuse('JWT_AUDIENCE', 'expected beside JWT_SECRET or JWT_JWKS_URL')
    } else if (env.JWT_ISSUER || env.JWT_AUDIENCE) {
      refuse('JWT_SECRET', 'expected, or JWT_JWKS_URL, beside JWT_ISSUER and JWT_AUDIENCE')
    }
    const [, second] = chosenWays(env)
    if (second) refuse(second, `expected one way to identify callers, got ${chosenWays(env).join(' and ')}`)
  })

/** The first needs the second. */
const TOGETHER = [
  ['WECHAT_SECRET', 'WECHAT_APPID'],
  ['WECHAT_APPID', 'WECHAT_SECRET'],
  ['INTROSPECT_ID_PATH', 'INTROSPECT_URL'],
] as const

type Values = Partial<Record<keyof z.output<typeof schema>, string>>

const usesJwt = (env: Values): boolean => Boolean(env.JWT_SECRET ?? env.JWT_JWKS_URL)

const chosenWays = (env: Values): string[] => [
  ...(env.WECHAT_APPID ? ['WECHAT_APPID'] : []),
  ...(usesJwt(env) ? [env.JWT_SECRET ? 'JWT_SECRET' : 'JWT_JWKS_URL'] : []),
  ...(env.INTROSPECT_URL ? ['INTROSPECT_URL'] : []),
]

/** The value is `undefined` if no way is set. */
export function parseIdentityConfig(environment: Environment): Parsed<IdentityConfig | undefined> {
  const parsed = parseEnvironment(environment, schema)
  return 'problems' in parsed ? parsed : { value: configOf(parsed.value) }
}

function configOf(env: z.output<typeof schema>): IdentityConfig | undefined {
  const { WECHAT_APPID: appid, WECHAT_SECRET: secret, JWT_ISSUER: issuer, JWT_AUDIENCE: audience } = env
  if (appid && secret) return { kind: 'wechat', appid, secret, endpoint: env.WECHAT_ENDPOINT }
  if (issuer && audience && env.JWT_SECRET) return { kind: 'jwt', issuer, audience, keys: { secret: env.JWT_SECRET } }
  if (issuer && audience && env.JWT_JWKS_URL)
    return { kind: 'jwt', issuer, audience, keys: { jwksUrl: env.JWT_JWKS_URL } }
  if (!env.INTROSPECT_URL) return undefined
  const { INTROSPECT_ID_PATH: idPath } = env
  return { kind: 'introspect', url: env.INTROSPECT_URL, ...(idPath && { idPath }) }
}
