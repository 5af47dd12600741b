import * as z from 'zod'
import type { CredentialsAnswer } from '../../../miniprogram/uploader/optional-endpoints'
import { lifeWithin } from '../../credentials/credentials'
import { userFolder } from '../../credentials/user-session-policy'
import { Fault } from '../../faults/fault'
import { expiresIn } from '../../http/schemas/fields'
import { schemaOf } from '../../http/schemas/schema-of'
import { defineEndpoint } from '../endpoint'

const credentialsAnswer = schemaOf<CredentialsAnswer>()(
  z.object({
    accessKeyId: z.string(),
    accessKeySecret: z.string(),
    securityToken: z.string(),
    expiresIn,
    bucket: z.string(),
    region: z.string().describe('`cn-hangzhou`; ali-oss calls it `oss-cn-hangzhou`.'),
    endpoint: z.url().describe('The bucket’s own address: ali-oss takes it with `cname: true`.'),
    prefix: z.string().describe('Ends with a slash. Every key must begin with it.'),
  }),
)

/** The life of the STS session itself. */
const LIFE_SECONDS = 900

/** `POST /v1/credentials`: STS credentials for ali-oss in a web page, for the user's own folder below `sts/`. */
export const createCredentials = defineEndpoint('createCredentials', {
  summary: 'STS credentials that can put files into the user’s own folder. Only if the backend allows it.',
  isPersonal: true,
  isOffered: ({ optionalEndpoints }) => optionalEndpoints.includes('credentials'),
  request: 'empty',
  answer: { name: 'CredentialsAnswer', schema: credentialsAnswer },
  errors: ['not-found', 'server-misconfigured', 'cloud-unavailable'],
  async handle({ caller: { hash } }, { config, limits, now, userSessions }) {
    // `createContext` makes sure that there are sessions wherever the endpoint is offered.
    if (!userSessions) throw new Fault('not-found')
    const { bucket, region, domain, prefix } = config.oss
    // The size is unknown: the credentials can put any number of bytes.
    const [refused] = await limits.countTickets(hash, [0])
    if (refused) throw refused
    const credentials = await userSessions.put(hash).catch(async (error: unknown) => {
      await limits.refundTickets(hash, [0])
      throw error
    })
    return {
      accessKeyId: credentials.accessKeyId,
      accessKeySecret: credentials.accessKeySecret,
      securityToken: credentials.securityToken ?? '',
      expiresIn: lifeWithin(credentials, LIFE_SECONDS, now()),
      bucket,
      region,
      endpoint: domain,
      prefix: userFolder({ prefix, user: hash }),
    }
  },
})
