import { randomBytes } from 'node:crypto'
import type { Environment } from '../../config/parse-environment'
import { readEnvironment, type Settings } from '../../config/read-environment'
import { type CertificateOf, createCertificateOf } from '../cloud/certificate'
import { createHttp, type Http } from '../cloud/http'
import { createOss, type Oss, type OssAnswer } from '../cloud/oss'
import { secretsOf } from '../hide-secrets'
import { once } from '../once'
import { createOperator, type Operator } from '../setup/operator'
import { type BucketInfo, parseBucketInfo } from './bucket-info'
import { type CleanUp, createCleanUp } from './clean-up'
import { createIdentities, type Identities } from './identities'

/** What checks work with. Whatever is asked for twice is fetched once. */
export interface Context extends Identities {
  env: Environment
  /** The backend’s own, or what it would refuse to start with. */
  reading: { settings: Settings } | { problems: string[] }
  /** For checks that need the configuration. */
  settings: Settings
  http: Http
  certificateOf: CertificateOf
  now: () => number
  /** Where the backend calls OSS. */
  oss: Oss
  /** Where clients do. */
  domain: Oss
  operator: Operator
  /** Undefined where nobody here may see it. */
  bucketInfo(): Promise<BucketInfo | undefined>
  /** A key of this run, below the prefix; `folder` is `/pending` by default. */
  keyFor(name: string, folder?: string): string
  /** Of this run, in every key. */
  run: string
  cleanUp: CleanUp
  /** The mini-program’s folder, or undefined where there is none. */
  tree: string | undefined
  /** Never to be shown. */
  secrets: Set<string>
}

/** What a test has otherwise. */
export interface DoctorWiring {
  http?: Http
  certificateOf?: CertificateOf
  now?: () => number
}

export function createContext(env: Environment, tree: string | undefined, wiring: DoctorWiring = {}): Context {
  const { http = createHttp(), certificateOf = createCertificateOf(), now = Date.now } = wiring
  const secrets = new Set(secretsOf(env))
  const run = randomBytes(8).toString('hex')
  const reading = read(env)
  const common = { env, reading, http, certificateOf, now, run, cleanUp: createCleanUp(), tree, secrets }
  // Checks that need more are skipped then: `configuration` has failed.
  if ('problems' in reading) return common as unknown as Context
  return { ...common, settings: reading.settings, ...cloudOf(reading.settings, common) }
}

type Common = Pick<Context, 'env' | 'http' | 'now' | 'run' | 'secrets'>

function cloudOf({ config }: Settings, { env, http, now, run, secrets }: Common) {
  const { oss: place } = config
  const identities = createIdentities(config, env, secrets)
  const { source, role } = identities
  const operator = createOperator({ oss: place, identities: identities.sts ? [source, role] : [source] }, http, now)
  return {
    ...identities,
    oss: createOss(place, http, now),
    domain: createOss({ ...place, endpoint: place.domain }, http, now),
    operator,
    bucketInfo: once(async () => infoIn(await operator.call({ method: 'GET', query: { bucketInfo: '' } }))),
    keyFor: (name: string, folder = '/pending') => `${place.prefix}${folder}/doctor-${run}-${name}`,
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
