import { randomBytes } from 'node:crypto'
import type { Environment } from '../../../config/parse-environment'
import { readEnvironment, type Settings } from '../../../config/read-environment'
import { type CertificateOf, createCertificateOf } from '../../cloud/certificate'
import { createHttp, type Http } from '../../cloud/http'
import { once } from '../../cloud/once'
import { createOperator, type Operator } from '../../cloud/operator'
import { createOss, type Oss, type OssAnswer } from '../../cloud/oss'
import { secretsOf } from '../../terminal/hide-secrets'
import { type BucketInfo, parseBucketInfo } from './bucket-info'
import { type CleanUp, createCleanUp } from './clean-up'
import { createIdentities, type Identities } from './identities'

/** What the checks work with. Each remote value is fetched at most once. */
export interface Context extends Identities {
  env: Environment
  /** The backend’s settings, or the problems for which it would refuse to start. */
  reading: { settings: Settings } | { problems: string[] }
  /** Only for checks that need `configuration`. */
  settings: Settings
  http: Http
  certificateOf: CertificateOf
  now: () => number
  /** The name of the bucket that all of this is about, if it is not the first one. */
  bucketName?: string
  /** The contexts of the further buckets. */
  others: readonly Context[]
  /** Sends requests to the endpoint that the backend uses. */
  oss: Oss
  /** Sends requests to the domain that clients use. */
  domain: Oss
  operator: Operator
  /** Undefined if the operator lacks the permission to read it. */
  bucketInfo(): Promise<BucketInfo | undefined>
  /** Makes an object key of this run, below the prefix. The default folder is `/pending`. */
  keyFor(name: string, folder?: string): string
  /** A random id that is in every key of this run. */
  runId: string
  cleanUp: CleanUp
  /** The folder of the mini-program; undefined if there is none. */
  miniProgram: string | undefined
  /** These must never be shown. */
  secrets: Set<string>
}

/** Tests replace these. */
export interface DoctorOverrides {
  http?: Http
  certificateOf?: CertificateOf
  now?: () => number
}

export function createContext(
  env: Environment,
  miniProgram: string | undefined,
  overrides: DoctorOverrides = {},
): Context {
  const { http = createHttp(), certificateOf = createCertificateOf(), now = Date.now } = overrides
  const secrets = new Set(secretsOf(env))
  const reading = read(env)
  const common = { env, reading, http, certificateOf, now, cleanUp: createCleanUp(), miniProgram, secrets, others: [] }
  // The other checks need `configuration`, which fails then, so they are skipped.
  if ('problems' in reading) return common as unknown as Context
  const { settings } = reading
  const others = Object.entries(settings.buckets ?? {}).map(([bucketName, place]) => {
    const there = { ...settings, oss: { ...place, prefix: settings.oss.prefix } }
    return { ...common, bucketName, settings: there, ...cloudOf(there, common) }
  })
  return { ...common, settings, ...cloudOf(settings, common), others }
}

type Common = Pick<Context, 'env' | 'http' | 'now' | 'secrets'>

function cloudOf(settings: Settings, { env, http, now, secrets }: Common) {
  const { oss } = settings
  // Of each bucket, so that no key of one is that of another when both are removed.
  const runId = randomBytes(8).toString('hex')
  const identities = createIdentities(settings, env, secrets)
  const { source, role } = identities
  const operator = createOperator({ oss, identities: identities.sts ? [source, role] : [source] }, http, now)
  return {
    ...identities,
    runId,
    oss: createOss(oss, http, now),
    domain: createOss({ ...oss, endpoint: oss.domain }, http, now),
    operator,
    bucketInfo: once(async () => infoIn(await operator.call({ method: 'GET', query: { bucketInfo: '' } }))),
    keyFor: (name: string, folder = '/pending') => `${oss.prefix}${folder}/doctor-${runId}-${name}`,
  }
}

const infoIn = ({ error, body }: OssAnswer): BucketInfo | undefined =>
  error ? undefined : parseBucketInfo(body.toString('utf8'))

function read(env: Environment): Context['reading'] {
  try {
    return { settings: readEnvironment(env) }
  } catch (error) {
    const [, ...lines] = (error as Error).message.split('\n')
    return { problems: lines.map((line) => line.trim()) }
  }
}
