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
  const runId = randomBytes(8).toString('hex')
  const reading = read(env)
  const common = { env, reading, http, certificateOf, now, runId, cleanUp: createCleanUp(), miniProgram, secrets }
  // The other checks need `configuration`, which fails then, so they are skipped.
  if ('problems' in reading) return common as unknown as Context
  return { ...common, settings: reading.settings, ...cloudOf(reading.settings, common) }
}

type Common = Pick<Context, 'env' | 'http' | 'now' | 'runId' | 'secrets'>

function cloudOf(settings: Settings, { env, http, now, runId, secrets }: Common) {
  const { oss } = settings
  const identities = createIdentities(settings, env, secrets)
  const { source, role } = identities
  const operator = createOperator({ oss, identities: identities.sts ? [source, role] : [source] }, http, now)
  return {
    ...identities,
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
