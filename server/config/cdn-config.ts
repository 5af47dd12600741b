import * as z from 'zod'
import { HTTPS, text } from './fields'
import { type Environment, type Parsed, parseEnvironment } from './parse-environment'
import { officialPlace, originUrl } from './values'

/** The signatures of Alibaba Cloud CDN. https://help.aliyun.com/zh/cdn/user-guide/url-signing */
export const CDN_AUTH_TYPES = ['A', 'B', 'C', 'F'] as const

/** An Alibaba Cloud CDN whose origin is the bucket, and which checks signed URLs. */
export interface CdnConfig {
  /** `https://cdn.example.com`, without a path. */
  domain: string
  type: (typeof CDN_AUTH_TYPES)[number]
  /** The CDN's primary or backup key: 16 to 32 letters and digits. */
  key: string
  /** How long a URL lasts after the time that stands in it, as the CDN is set. Seconds, 300 to 31536000. */
  lifeSeconds: number
}

const YEAR_SECONDS = 365 * 24 * 60 * 60

const SECONDS = `expected whole seconds from 300 to ${YEAR_SECONDS}`

/** The message never shows the key. */
function checkKey(key: string, context: z.RefinementCtx): void {
  if (key.length < 16 || key.length > 32) {
    context.addIssue(`expected 16 to 32 letters and digits, got ${key.length} characters`)
  } else if (!/^[A-Za-z0-9]+$/.test(key)) {
    context.addIssue('expected 16 to 32 letters and digits, and no other character')
  }
}

const schema = z
  .object({
    CDN_DOMAIN: text
      .transform(originUrl)
      .refine((value) => value !== '', `${HTTPS} without a path`)
      .refine((value) => value === '' || !officialPlace(value), 'expected the domain of the CDN, got one of OSS')
      .optional(),
    CDN_AUTH_TYPE: text
      .transform((value) => value.toUpperCase())
      .pipe(z.enum(CDN_AUTH_TYPES, 'expected A, B, C or F'))
      .optional(),
    CDN_AUTH_KEY: text.superRefine(checkKey).optional(),
    CDN_AUTH_SECONDS: z.coerce
      .number(SECONDS)
      .refine((value) => Number.isInteger(value) && value >= 300 && value <= YEAR_SECONDS, SECONDS)
      .optional(),
    OSS_DOMAIN: z.string().optional(),
  })
  .refine((env) => env.CDN_DOMAIN !== undefined || !(env.CDN_AUTH_TYPE ?? env.CDN_AUTH_KEY ?? env.CDN_AUTH_SECONDS), {
    path: ['CDN_DOMAIN'],
    error: 'expected beside CDN_AUTH_TYPE or CDN_AUTH_KEY',
    when: always,
  })
  .refine((env) => env.CDN_AUTH_TYPE !== undefined || !env.CDN_DOMAIN, {
    path: ['CDN_AUTH_TYPE'],
    error: 'expected together with CDN_DOMAIN',
    when: always,
  })
  .refine((env) => env.CDN_AUTH_KEY !== undefined || !env.CDN_DOMAIN, {
    path: ['CDN_AUTH_KEY'],
    error: 'expected together with CDN_DOMAIN',
    when: always,
  })
  .refine((env) => !env.CDN_DOMAIN || originUrl(env.OSS_DOMAIN ?? '') !== env.CDN_DOMAIN, {
    path: ['CDN_DOMAIN'],
    error: 'expected another address than OSS_DOMAIN, to which clients upload',
    when: always,
  })

/** Cross-checks run even if single values are wrong, so that one run names everything. */
function always(): boolean {
  return true
}

/** The default of the CDN's console. */
const DEFAULT_LIFE_SECONDS = 1800

/** The value is undefined if there is no CDN. */
export function parseCdnConfig(environment: Environment): Parsed<CdnConfig | undefined> {
  const parsed = parseEnvironment(environment, schema)
  if ('problems' in parsed) return parsed
  const { CDN_DOMAIN: domain, CDN_AUTH_TYPE: type, CDN_AUTH_KEY: key, CDN_AUTH_SECONDS } = parsed.value
  if (!domain || !type || !key) return { value: undefined }
  return { value: { domain, type, key, lifeSeconds: CDN_AUTH_SECONDS ?? DEFAULT_LIFE_SECONDS } }
}
