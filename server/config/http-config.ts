import * as z from 'zod'
import type { LimitOptions } from '../limits/limits'
import { isAddressOrRange } from '../limits/trusted-proxies'
import { list } from './fields'
import { type HookSecret, parseHookSecret } from './hook-secret'
import { type HostKey, hostKeyProblems, splitHostKey } from './host-key'
import { type Environment, type Parsed, parseEnvironment } from './parse-environment'
import { originUrl } from './values'

/**
 * Endpoints for clients that can send neither a form nor parts. They bypass this backend's checks, so they are off by
 * default, and then their paths do not exist.
 */
export const OPTIONAL_ENDPOINTS = ['credentials', 'presign'] as const

export type OptionalEndpoint = (typeof OPTIONAL_ENDPOINTS)[number]

/** Limits, proxies, CORS and metrics: what an operator sets about HTTP. */
export interface HttpConfig {
  /** The limits that are set; {@link LimitOptions} has the defaults of the others. */
  limits: Partial<LimitOptions>
  /** A Redis in which all instances count together. Without it each counts for itself. */
  limitStore?: LimitStoreConfig
  /** IP addresses and CIDR ranges whose X-Forwarded-For is trusted. This machine is always trusted. */
  trustedProxies: readonly string[]
  /** Web origins that may call from a browser: `https://www.example.com`. */
  corsOrigins: readonly string[]
  /** Calls that there are besides. */
  optionalEndpoints: readonly OptionalEndpoint[]
  /** Path of the file that says what may be uploaded, for the stand-alone backend. */
  routesFile?: string
  /** The app that is asked and told about uploads over HTTP. */
  hooks?: {
    url: string
    /** `whsec_…`: every call is signed with all of them. */
    secrets: readonly HookSecret[]
  }
  /** Keys by which the app's own backend may call. Without any, its endpoints do not exist. */
  hostKeys?: readonly HostKey[]
  /** Bearer token of `/metrics`. Without it only callers on this machine may read them. */
  metricsToken?: string
}

export interface LimitStoreConfig {
  /** `redis://[user:password@]host[:port][/database]`, or `rediss://` for TLS. */
  url: string
  /** How many instances there are at most: while the store is away, each has this share of every limit. */
  instances: number
}

const count = z.coerce.number('expected a whole number from 1').int().min(1).max(1_000_000)

const storeUrl = z.string().refine(isStoreUrl, {
  error:
    'expected redis://user:password@host:6379/0, or rediss:// for TLS; write other characters than letters and digits in the password as %XX',
})

function isStoreUrl(text: string): boolean {
  if (!/^rediss?:\/\//.test(text) || !URL.canParse(text)) return false
  const { hostname, pathname, search, hash, username, password } = new URL(text)
  if (search || hash || !/^(\/\d{0,4})?$/.test(pathname)) return false
  try {
    decodeURIComponent(username + password)
  } catch {
    return false
  }
  return hostname !== ''
}

const UNITS: Readonly<Record<string, number>> = { MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 }

const bytes = z
  .string()
  .regex(/^[1-9]\d{0,5}(MB|GB|TB)$/, 'expected such as 500MB or 20GB')
  .transform((value) => Number.parseInt(value, 10) * (UNITS[value.slice(-2)] ?? 1))

/** What `Authorization: Bearer …` can carry. RFC 6750. */
const METRICS_TOKEN = /^[\w.~+/=-]{16,4096}$/

function hookSecret(text: string, context: z.RefinementCtx): HookSecret {
  try {
    return parseHookSecret(text)
  } catch (error) {
    context.addIssue((error as Error).message)
    return z.NEVER
  }
}

function parseHostKeys(entries: readonly string[], context: z.RefinementCtx): HostKey[] {
  const keys = entries.map(splitHostKey)
  for (const problem of hostKeyProblems(keys)) context.addIssue(problem)
  return keys.filter((key) => key !== undefined)
}

/** A variable that had another name once. To ignore it would silently switch off what it is meant to switch on. */
const renamed = (name: string) =>
  z.never({ error: ({ input }) => `has been renamed; set ${name}=${String(input)}` }).optional()

const schema = z
  .object({
    TRUSTED_PROXIES: list
      .refine((values) => values.every(isAddressOrRange), 'expected IP addresses or ranges such as 10.0.0.0/8')
      .default([]),
    CORS_ORIGINS: list
      .refine(
        (values) => values.every((value) => originUrl(value) === value),
        'expected origins: https://www.example.com',
      )
      .default([]),
    OPTIONAL_ENDPOINTS: list
      .pipe(z.array(z.enum(OPTIONAL_ENDPOINTS, `expected ${OPTIONAL_ENDPOINTS.join(', ')} or both`)))
      .default([]),
    DOORS: renamed('OPTIONAL_ENDPOINTS'),
    ROUTES: z.string().optional(),
    METRICS_TOKEN: z
      .string()
      .regex(METRICS_TOKEN, 'expected at least 16 characters, only letters, digits and - . _ ~ + / =')
      .optional(),
    HOOK_URL: z
      .url({ protocol: /^https?$/, error: 'expected an address such as https://app.example.com/hooks' })
      .optional(),
    HOOK_SECRETS: list.pipe(z.array(z.string().transform(hookSecret))).optional(),
    HOST_API_KEYS: list.transform(parseHostKeys).optional(),
    LIMIT_IP_PER_MINUTE: count.optional(),
    LIMIT_LOGINS_PER_MINUTE: count.optional(),
    LIMIT_USER_PER_MINUTE: count.optional(),
    LIMIT_TICKETS_PER_HOUR: count.optional(),
    LIMIT_BYTES_PER_DAY: bytes.optional(),
    LIMIT_STORE: storeUrl.optional(),
    LIMIT_INSTANCES: count.optional(),
    STS_ROLE_ARN: z.string().optional(),
  })
  .refine((env) => !env.HOOK_URL === !env.HOOK_SECRETS?.length, {
    path: ['HOOK_SECRETS'],
    error: 'expected together with HOOK_URL',
  })
  .refine((env) => !env.LIMIT_STORE === !env.LIMIT_INSTANCES, {
    path: ['LIMIT_INSTANCES'],
    error: 'expected together with LIMIT_STORE: the number of instances that run at most, such as 3',
  })
  // Only an STS session can be narrowed to one user's folder; a long-lived key cannot.
  .refine((env) => env.STS_ROLE_ARN || !env.OPTIONAL_ENDPOINTS.includes('credentials'), {
    path: ['STS_ROLE_ARN'],
    error: 'expected beside OPTIONAL_ENDPOINTS=credentials',
  })

export function parseHttpConfig(environment: Environment): Parsed<HttpConfig> {
  const parsed = parseEnvironment(environment, schema)
  return 'problems' in parsed ? parsed : { value: configOf(parsed.value) }
}

function configOf(env: z.output<typeof schema>): HttpConfig {
  const limits = {
    requestsPerAddressPerMinute: env.LIMIT_IP_PER_MINUTE,
    loginsPerAddressPerMinute: env.LIMIT_LOGINS_PER_MINUTE,
    requestsPerUserPerMinute: env.LIMIT_USER_PER_MINUTE,
    ticketsPerUserPerHour: env.LIMIT_TICKETS_PER_HOUR,
    bytesPerUserPerDay: env.LIMIT_BYTES_PER_DAY,
  }
  return {
    limits: Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined)),
    ...(env.LIMIT_STORE &&
      env.LIMIT_INSTANCES && { limitStore: { url: env.LIMIT_STORE, instances: env.LIMIT_INSTANCES } }),
    trustedProxies: env.TRUSTED_PROXIES,
    corsOrigins: env.CORS_ORIGINS,
    optionalEndpoints: env.OPTIONAL_ENDPOINTS,
    ...(env.HOST_API_KEYS?.length && { hostKeys: env.HOST_API_KEYS }),
    ...(env.ROUTES && { routesFile: env.ROUTES }),
    ...(env.HOOK_URL && { hooks: { url: env.HOOK_URL, secrets: env.HOOK_SECRETS ?? [] } }),
    ...(env.METRICS_TOKEN && { metricsToken: env.METRICS_TOKEN }),
  }
}
