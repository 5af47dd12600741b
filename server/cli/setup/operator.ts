import { readConfig } from '../../config/config'
import type { Environment } from '../../config/parse-environment'
import type { Credentials } from '../../credentials/credentials'
import { createHttp, type Http } from '../cloud/http'
import { createOss, type OssAnswer, type OssPlace, type OssRequest } from '../cloud/oss'
import { createSts, type StsPlace, sourceIn, sourceKeys } from '../cloud/sts'
import { once } from '../once'
import { CommandError } from '../terminal'

/** The bucket, with whatever rights the operator has: first those of the source key, then those of the role. */
export interface Operator {
  bucket: string
  /** The first answer that is not a refusal; the last refusal when all are. */
  call(request: OssRequest): Promise<OssAnswer>
}

export interface OperatorConfig {
  oss: OssPlace
  source?: StsPlace['source']
  sts?: { roleArn: string; endpoint?: string }
  /** In the order tried; default: the source key, then the role. */
  identities?: readonly (() => Promise<Credentials>)[]
}

/** Values that no command here uses, so that nobody has to have them yet. */
const UNUSED = {
  SESSION_SECRET: 'unused'.repeat(6),
  KEY_SECRET: 'unused'.repeat(6),
  PUBLIC_URL: undefined,
  LOG_LEVEL: undefined,
}

/** @throws CommandError whose message names everything that is wrong, one line each. */
export function operatorConfig(env: Environment): OperatorConfig {
  try {
    return { ...readConfig({ ...env, ...UNUSED }), source: sourceIn(env) }
  } catch (error) {
    throw new CommandError((error as Error).message)
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
          // Where the key goes to OSS itself, nobody minds that it may not assume the role.
          if (answer) return undefined
          throw error
        })
        if (!keys) break
        answer = await oss.call(request, keys)
        if (answer.status !== 403) return answer
      }
      if (!answer) throw new CommandError('There is no key to call OSS with.')
      return answer
    },
  }
}

/** Asked once each, and only when it comes to them. */
function identitiesOf({ oss, source, sts }: OperatorConfig): (() => Promise<Credentials>)[] {
  const role = sts && createSts({ ...sts, region: oss.region, source })
  return [
    once(() => sourceKeys({ source })),
    ...(role ? [once(async () => (await role.assume('operator')).credentials)] : []),
  ]
}
