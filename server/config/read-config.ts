import * as z from 'zod'
import { BUCKET_FIELDS, bucketConfigOf, checkAddresses, parseOtherBuckets } from './bucket-config'
import { parseCdnConfig } from './cdn-config'
import type { Config } from './config'
import { HTTPS, origin, text } from './fields'
import { type Environment, incomplete, type Parsed, parseEnvironment } from './parse-environment'
import { hostUrl, isLoopback, isPrivateHost } from './values'

const publicUrl = text
  .refine((value) => !value.includes(';'), 'expected one address; OSS treats `;` as a separator')
  .transform(hostUrl)
  .refine((value) => value !== '', HTTPS)
const secret = text.refine((value) => value.length >= 32, 'expected at least 32 characters')

const environmentSchema = z
  .object({
    PORT: z.coerce.number('expected a port').int().min(0).max(65535).default(8080),
    PUBLIC_URL: publicUrl.optional(),
    ...BUCKET_FIELDS,
    OSS_PREFIX: text
      .regex(/^[\w-]+(\/[\w-]+)*$/, 'expected letters, digits, - _ and inner slashes')
      .max(200, 'expected at most 200 characters')
      .default('uploads'),
    STS_ROLE_ARN: text.regex(/^acs:ram::\d+:role\/[\w.-]+$/, 'expected acs:ram::<account id>:role/<name>').optional(),
    STS_ENDPOINT: origin.optional(),
    ALIBABA_CLOUD_ACCESS_KEY_ID: text.optional(),
    ALIBABA_CLOUD_SECURITY_TOKEN: text.optional(),
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: text.optional(),
    SESSION_SECRET: text.transform((value) => value.split(',').map((part) => part.trim())).pipe(z.array(secret)),
    KEY_SECRET: secret,
    PART_LENGTH_SIGNED: z.enum(['on', 'off']).optional(),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).optional(),
  })
  .refine((env) => !env.ALIBABA_CLOUD_ACCESS_KEY_ID === !env.ALIBABA_CLOUD_ACCESS_KEY_SECRET, {
    path: ['ALIBABA_CLOUD_ACCESS_KEY_SECRET'],
    error: 'expected together with ALIBABA_CLOUD_ACCESS_KEY_ID',
    when: always,
  })
  .refine((env) => !env.ALIBABA_CLOUD_ACCESS_KEY_ID?.startsWith('STS.') || env.ALIBABA_CLOUD_SECURITY_TOKEN, {
    path: ['ALIBABA_CLOUD_SECURITY_TOKEN'],
    error: 'expected beside a temporary key (STS.…)',
    when: always,
  })
  .refine((env) => !env.PUBLIC_URL || !isPrivateHost(env.PUBLIC_URL) || isLocal(env.OSS_ENDPOINT ?? env.OSS_DOMAIN), {
    path: ['PUBLIC_URL'],
    error: 'expected an address that OSS reaches over the internet',
    when: hasUrl,
  })
  .refine((env) => env.STS_ROLE_ARN || env.ALIBABA_CLOUD_SECURITY_TOKEN || env.ALIBABA_CLOUD_ACCESS_KEY_ID, {
    path: ['STS_ROLE_ARN'],
    error: 'expected a role to assume, or ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET',
    when: always,
  })
  .refine((env) => env.STS_ROLE_ARN || !env.ALIBABA_CLOUD_SECURITY_TOKEN, {
    path: ['STS_ROLE_ARN'],
    error: 'expected a role to assume beside a temporary key (ALIBABA_CLOUD_SECURITY_TOKEN), which ends within hours',
    when: always,
  })
  .superRefine(checkAddresses)

/** Cross-checks run even if single values are wrong, so that one run names everything. */
function always(): boolean {
  return true
}

/** Whether OSS runs on this machine. */
const isLocal = (address: string | undefined): boolean => address !== undefined && isLoopback(address)

/** Only a valid address can be checked further. */
function hasUrl({ value }: { value: unknown }): boolean {
  const url = (value as { PUBLIC_URL?: unknown }).PUBLIC_URL
  return typeof url === 'string' && URL.canParse(url)
}

/** @throws Error whose message names everything that is wrong, one line each. It shows no secret. */
export function readConfig(environment: Environment): Config {
  const parsed = parseConfig(environment)
  if ('problems' in parsed) throw incomplete(parsed.problems)
  return parsed.value
}

export function parseConfig(environment: Environment): Parsed<Config> {
  const parsed = parseEnvironment(environment, environmentSchema)
  const cdn = parseCdnConfig(environment)
  const others = parseOtherBuckets(environment)
  if ('problems' in parsed || 'problems' in cdn || 'problems' in others) {
    const lines = [parsed, cdn, others].flatMap((part) => ('problems' in part ? part.problems : []))
    return { problems: [...new Set(lines)] }
  }
  const buckets = Object.keys(others.value).length > 0 ? { buckets: others.value } : {}
  return { value: { ...configOf(parsed.value), ...(cdn.value && { cdn: cdn.value }), ...buckets } }
}

function configOf(env: z.output<typeof environmentSchema>): Config {
  const { ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret } = env
  return {
    port: env.PORT,
    publicUrl: env.PUBLIC_URL,
    oss: { ...bucketConfigOf(env), prefix: env.OSS_PREFIX },
    ...(env.STS_ROLE_ARN && { sts: { roleArn: env.STS_ROLE_ARN, endpoint: env.STS_ENDPOINT } }),
    // A temporary key changes while the process runs. The official chain reads it from the environment, with its token.
    ...(accessKeyId &&
      accessKeySecret &&
      !env.ALIBABA_CLOUD_SECURITY_TOKEN && { source: { accessKeyId, accessKeySecret } }),
    ...(env.PART_LENGTH_SIGNED && { partLengthSigned: env.PART_LENGTH_SIGNED === 'on' }),
    secrets: { session: env.SESSION_SECRET, key: env.KEY_SECRET },
    logLevel: env.LOG_LEVEL,
  }
}
