import { randomBytes } from 'node:crypto'
import type { Credentials, Scope } from '../../credentials/credentials'
import { sessionPolicy } from '../../credentials/session-policy'
import type { Environment } from '../../parse-environment'
import { readEnvironment, type Settings } from '../../read-environment'
import { type CertificateOf, createCertificateOf } from '../cloud/certificate'
import { createHttp, type Http } from '../cloud/http'
import { createOss, type Oss, type OssAnswer } from '../cloud/oss'
import { type Assumed, createSts, type Sts, sourceIn, sourceKeys } from '../cloud/sts'
import { secretsOf } from '../hide-secrets'
import { once } from '../once'
import { createOperator, type Operator } from '../setup/operator'
import { type BucketInfo, parseBucketInfo } from './bucket-info'
import { type CleanUp, createCleanUp } from './clean-up'

/** What checks work with. Whatever is asked for twice is fetched once. */
export interface Context {
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
  sts: Sts | undefined
  /** The key that calls STS; without a role, the one that signs. */
  source(): Promise<Credentials>
  /** With all the rights of the role; without a role, the key’s. */
  role(): Promise<Credentials>
  assumed(): Promise<Assumed>
  session(scope: Scope): Promise<Credentials>
  operator: Operator
  bucketInfo(): Promise<BucketInfo | undefined>
  /** A key of this run, below the prefix; removed at the end. */
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
  const { oss: place, sts: role } = config
  const source = sourceIn(env)
  const sts = role && createSts({ ...role, region: place.region, source })
  const keep = (credentials: Credentials): Credentials => {
    for (const secret of [credentials.accessKeySecret, credentials.securityToken]) if (secret) secrets.add(secret)
    return credentials
  }
  const keysOfSource = once(async () => keep(await sourceKeys({ source })))
  const assumed = once(async () => {
    const answer = await (sts as Sts).assume('doctor')
    keep(answer.credentials)
    return answer
  })
  const roleKeys = async (): Promise<Credentials> => (sts ? (await assumed()).credentials : keysOfSource())
  const sessions = new Map<Scope, () => Promise<Credentials>>(
    (['upload', 'read', 'manage'] as const).map((scope) => [
      scope,
      once(async () =>
        sts
          ? keep((await sts.assume(`doctor-${scope}`, sessionPolicy(scope, place.bucket, place.prefix))).credentials)
          : keysOfSource(),
      ),
    ]),
  )
  const operator = createOperator(
    { ...config, source, identities: [keysOfSource, ...(sts ? [roleKeys] : [])] },
    http,
    now,
  )
  return {
    oss: createOss(place, http, now),
    domain: createOss({ ...place, endpoint: place.domain }, http, now),
    sts,
    source: keysOfSource,
    role: roleKeys,
    assumed,
    session: async (scope: Scope) => (await sessions.get(scope)?.()) as Credentials,
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
    return {
      problems: (error as Error).message
        .split('\n')
        .slice(1)
        .map((line) => line.trim()),
    }
  }
}
