import type { Environment } from '../../config/parse-environment'
import { readConfig } from '../../config/read-config'
import type { Credentials } from '../../credentials/credentials'
import { configError } from '../terminal/config-problem'
import { CommandError } from '../terminal/terminal'
import { createHttp, type Http } from './http'
import { once } from './once'
import { type BucketAddress, createOss, type OssAnswer, type OssRequest } from './oss'
import { createSts, type StsOptions, sourceIn, sourceKeys } from './sts'

/** Calls the bucket with the operator's permissions: first those of the AccessKey, then those of the role. */
export interface Operator {
  bucket: string
  /** Returns the first answer that is not 403, or the last 403. */
  call(request: OssRequest): Promise<OssAnswer>
}

export interface OperatorConfig {
  oss: BucketAddress
  /** The further buckets, by name. */
  buckets?: Readonly<Record<string, BucketAddress>>
  source?: StsOptions['source']
  sts?: { roleArn: string; endpoint?: string }
  /** In the order in which they are tried. Default: the AccessKey, then the role. */
  identities?: readonly (() => Promise<Credentials>)[]
}

/** `setup` does not use these values, so they need not be set yet. */
const UNUSED = {
  SESSION_SECRET: 'unused'.repeat(6),
  KEY_SECRET: 'unused'.repeat(6),
  PUBLIC_URL: undefined,
  LOG_LEVEL: undefined,
}

/** @throws CommandError whose message names every wrong value, one a line */
export function operatorConfig(env: Environment): OperatorConfig {
  try {
    return { ...readConfig({ ...env, ...UNUSED }), source: sourceIn(env) }
  } catch (error) {
    throw configError(error)
  }
}

export function createOperator(config: OperatorConfig, http: Http = createHttp(), now = Date.now): Operator {
  const oss = createOss(config.oss, http, now)
  const { identities = identitiesOf(config) } = config
  return {
    bucket: config.oss.bucket,
    async call(request) {
      let answer: OssAnswer | undefined
      for (const identity of identities) {
        const keys = await identity().catch((error: unknown) => {
          // The AccessKey was tried already, so it need not be allowed to assume the role.
          if (answer) return undefined
          throw error
        })
        if (!keys) break
        answer = await oss.call(request, keys)
        if (answer.status !== 403) return answer
      }
      if (!answer) throw new CommandError('没有可以访问 OSS 的访问密钥。', 'There is no AccessKey to call OSS with.')
      return answer
    },
  }
}

/** Each is fetched once, and only when its turn comes. */
function identitiesOf({ oss, source, sts }: OperatorConfig): (() => Promise<Credentials>)[] {
  const role = sts && createSts({ ...sts, region: oss.region, source })
  return [
    once(() => sourceKeys({ source })),
    ...(role ? [once(async () => (await role.assume('operator')).credentials)] : []),
  ]
}
