import * as z from 'zod'
import type { BucketConfig } from './config'
import { list, origin, text } from './fields'
import { type Environment, type Parsed, parseEnvironment } from './parse-environment'
import { bucketHost, isInternal, officialPlace, regionId } from './values'

/** The variables of the first bucket. Those of a bucket that is named `public` are `OSS_PUBLIC_BUCKET`, and so on. */
export const BUCKET_FIELDS = {
  OSS_BUCKET: text.regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, 'expected a bucket name, 3 to 63 of a-z 0-9 -'),
  OSS_REGION: text.transform(regionId).refine((value) => value !== '', 'expected a region such as cn-hangzhou'),
  OSS_DOMAIN: origin.refine((value) => !isInternal(value), 'expected an address that clients reach').optional(),
  OSS_ENDPOINT: origin.optional(),
}

interface BucketVariables {
  OSS_BUCKET: string
  OSS_REGION: string
  OSS_DOMAIN?: string
  OSS_ENDPOINT?: string
}

/** An official address says which bucket and which region it belongs to. */
export function checkAddresses(env: BucketVariables, context: z.RefinementCtx): void {
  for (const name of ['OSS_DOMAIN', 'OSS_ENDPOINT'] as const) {
    const place = (env[name] && officialPlace(env[name])) || {}
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: [name], message, input: undefined })
    if (place.bucket && place.bucket !== env.OSS_BUCKET) {
      refuse(`expected an address of the bucket ${env.OSS_BUCKET}, got one of ${place.bucket}`)
    }
    if (place.region && place.region !== env.OSS_REGION) {
      refuse(`expected an address in ${env.OSS_REGION}, got one in ${place.region}`)
    }
  }
}

export function bucketConfigOf(env: BucketVariables): BucketConfig {
  const domain = bucketHost(env.OSS_BUCKET, env.OSS_DOMAIN ?? `https://oss-${env.OSS_REGION}.aliyuncs.com`)
  return {
    bucket: env.OSS_BUCKET,
    region: env.OSS_REGION,
    endpoint: env.OSS_ENDPOINT ? bucketHost(env.OSS_BUCKET, env.OSS_ENDPOINT) : domain,
    domain,
  }
}

/** The policy of an STS session may have 2048 characters, and names all buckets from which files may be copied. */
const MOST_BUCKETS = 5

/** Part of a variable's name, in capitals. */
const NAME = /^[a-z][a-z0-9_]{0,15}$/

const NAMES = z.object({
  OSS_BUCKETS: list
    .refine((names) => names.length <= MOST_BUCKETS, `expected at most ${MOST_BUCKETS} names`)
    .refine(
      (names) => names.every((name) => NAME.test(name)),
      'expected names such as public: at most 16 of a-z 0-9 _, the first a letter',
    )
    .default([]),
})

const BUCKET = z.object(BUCKET_FIELDS).superRefine(checkAddresses)

/** `OSS_DOMAIN` of the bucket `public` → `OSS_PUBLIC_DOMAIN`. */
export const variableOf = (variable: string, name: string): string =>
  variable.replace(/^OSS_/, `OSS_${name.toUpperCase()}_`)

/** The names that `OSS_BUCKETS` has; none if they are not valid. */
export function otherNames(environment: Environment): readonly string[] {
  const names = parseEnvironment(environment, NAMES)
  return 'problems' in names ? [] : names.value.OSS_BUCKETS
}

/** The buckets of `OSS_BUCKETS`, by name. Each has the same variables as the first one, and passes the same checks. */
export function parseOtherBuckets(environment: Environment): Parsed<Readonly<Record<string, BucketConfig>>> {
  const names = parseEnvironment(environment, NAMES)
  if ('problems' in names) return names
  const buckets: Record<string, BucketConfig> = {}
  const problems: string[] = []
  const taken = new Map([[environment.OSS_BUCKET?.trim(), 'OSS_BUCKET']])
  for (const name of new Set(names.value.OSS_BUCKETS)) {
    const parsed = parseOne(environment, name)
    const variable = variableOf('OSS_BUCKET', name)
    const same = taken.get(environment[variable]?.trim())
    if ('problems' in parsed) problems.push(...parsed.problems)
    // One bucket of two names would have two domains, and doctor would check it twice.
    else if (same) problems.push(`${variable}: expected another bucket than ${same}`)
    else buckets[name] = parsed.value
    taken.set(environment[variable]?.trim(), variable)
  }
  return problems.length > 0 ? { problems } : { value: buckets }
}

/** The bucket is in the region of the first one if its own variable says nothing else. */
function parseOne(environment: Environment, name: string): Parsed<BucketConfig> {
  const own = (variable: string): string => variableOf(variable, name)
  const isRegionOwn = (environment[own('OSS_REGION')] ?? '').trim() !== ''
  const variables = Object.keys(BUCKET_FIELDS).map((variable) => [variable, environment[own(variable)]] as const)
  const region = environment[isRegionOwn ? own('OSS_REGION') : 'OSS_REGION']
  const parsed = parseEnvironment({ ...Object.fromEntries(variables), OSS_REGION: region }, BUCKET)
  if (!('problems' in parsed)) return { value: bucketConfigOf(parsed.value) }
  return {
    problems: parsed.problems.map((line) => (line.startsWith('OSS_REGION:') && !isRegionOwn ? line : own(line))),
  }
}
