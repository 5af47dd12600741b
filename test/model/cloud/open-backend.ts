import { pino } from 'pino'
import { z } from 'zod'
import { parsePolicyDocument } from '../../../dev/local-cloud/auth/policy/policy-document'
import { createApp } from '../../../server/app'
import type { Config } from '../../../server/config/config'
import { cachedCredentials } from '../../../server/credentials/cached-credentials'
import type { CredentialSource, Scope } from '../../../server/credentials/credentials'
import { sessionPolicy } from '../../../server/credentials/session-policy'
import { defineRoutes, route } from '../../../server/define-routes/route'
import { Fault } from '../../../server/faults/fault'
import type { Identity } from '../../../server/identity/identity'
import { createMetrics } from '../../../server/metrics/metrics'
import type { Bucket } from '../../../server/oss/bucket/bucket'
import { CALLBACK_KEYS } from './callbacks'
import { BUCKET, type MemoryCloud, OSS_URL, REGION } from './open-cloud'

export const BACKEND_URL = 'https://api.example'
const PREFIX = 'uploads'

export interface BackendTraits {
  /** Whether OSS calls the backend back. */
  callback: boolean
  partLengthSigned: boolean
  sessionLifeMs: number
  /** How long STS credentials are valid. */
  credentialLifeMs: number
}

export interface BackendOptions extends BackendTraits {
  cloud: MemoryCloud
  bucket: (credentials: CredentialSource) => Bucket
  now(): number
  random: { next(): number; bytes(count: number): Buffer }
  /** Called by the route's hook, at least once for each stored file. */
  onConfirmed(key: string): void
}

/** All runs share the metrics, because they only count. */
const METRICS = createMetrics()

const accept = ['image/jpeg', 'video/mp4', 'application/octet-stream', 'text/plain']

/** The product's backend, without a port. */
export function openBackend(options: BackendOptions): (request: Request) => Promise<Response> {
  const { now, random, callback, partLengthSigned } = options
  const credentials = credentialsOf(options)
  const app = createApp(configOf({ callback, partLengthSigned }), {
    routes: defineRoutes({
      any: route({
        accept,
        maxSize: '1GB',
        input: z.string().optional(),
        onStored: ({ file }) => options.onConfirmed(file.key),
      }),
      /** Its hook refuses every file. */
      picky: route({
        accept,
        maxSize: '1GB',
        onStored: () => {
          throw new Fault('forbidden')
        },
      }),
      small: route({ accept, maxSize: '300KB', onStored: ({ file }) => options.onConfirmed(file.key) }),
    }),
    identity: identityOf(options),
    limits: false,
    metrics: METRICS,
    credentials,
    bucket: options.bucket(credentials),
    callback: CALLBACK_KEYS,
    log: pino({ level: 'silent' }),
    now,
    randomBytes: random.bytes,
  })
  return (request) => app.fetch(request)
}

const configOf = ({ callback, partLengthSigned }: Pick<BackendTraits, 'callback' | 'partLengthSigned'>): Config => ({
  port: 0,
  ...(callback && { publicUrl: BACKEND_URL }),
  oss: { bucket: BUCKET, region: REGION, endpoint: OSS_URL, domain: OSS_URL, prefix: PREFIX },
  partLengthSigned,
  secrets: { session: ['session-secret-session-secret-session'], key: 'key-secret-key-secret-key-secret-key' },
})

/** Sessions as the contract defines them, but unsigned: signing is asynchronous, and the virtual clock does not wait for it. */
const identityOf = ({ now, sessionLifeMs }: BackendOptions): Identity => ({
  login: async (code) => ({ token: `${code}.${now() + sessionLifeMs}`, expiresIn: sessionLifeMs / 1000 }),
  async identify(request) {
    const [id, endsAt] = (request.headers.get('authorization') ?? '').replace('Bearer ', '').split('.')
    return id && Number(endsAt) > now() ? { id, kind: 'model', issuer: 'model' } : undefined
  },
})

/** AssumeRole, narrowed to each scope by the product's session policy, and cached by the product. */
function credentialsOf({ cloud, now, random, credentialLifeMs }: BackendOptions): CredentialSource {
  const assume = async (scope: Scope) => {
    const policyText = JSON.stringify(sessionPolicy(scope, BUCKET, PREFIX))
    const own = parsePolicyDocument(policyText) ?? []
    const expires = now() + credentialLifeMs
    const session = { roleSessionName: scope, issued: now(), expires, policies: [cloud.role.policy, own], policyText }
    const { accessKeyId, accessKeySecret, securityToken } = cloud.ring.open(session)
    return { accessKeyId, accessKeySecret, securityToken, expiresAt: expires }
  }
  return cachedCredentials({ fetch: assume, now, random: random.next })
}
