import type { Hono } from 'hono'
import { PATHS } from '../../../miniprogram/uploader/contract'
import type { CredentialsAnswer } from '../../../miniprogram/uploader/optional-endpoints'
import type { ServerContext } from '../../context'
import { lifeWithin } from '../../credentials/credentials'
import { userFolder } from '../../credentials/user-session-policy'
import type { UserSessions } from '../../credentials/user-sessions'
import { answer } from '../../http/answer'
import { identifyCaller } from '../../http/identify'
import { readNothing } from '../../http/read'
import type { Traced } from '../../http/trace'

/** As STS gives them: no longer. */
const LIFE_SECONDS = 900

/** `POST /v1/credentials`: STS credentials for ali-oss in a web page, good for the user's own folder below `sts/`. */
export function credentialsRoute(app: Hono<Traced>, backend: ServerContext, sessions: UserSessions): void {
  const { bucket, region, domain, prefix } = backend.config.oss
  app.post(PATHS.credentials, async (c) => {
    await readNothing(c.req.raw)
    const { hash } = await identifyCaller(c, backend)
    // What they will put with it nobody knows.
    await backend.limits.countTicket(hash, 0)
    const credentials = await sessions.put(hash).catch(async (error: unknown) => {
      await backend.limits.refundTicket(hash, 0)
      throw error
    })
    const given: CredentialsAnswer = {
      accessKeyId: credentials.accessKeyId,
      accessKeySecret: credentials.accessKeySecret,
      securityToken: credentials.securityToken ?? '',
      expiresIn: lifeWithin(credentials, LIFE_SECONDS, backend.now()),
      bucket,
      region,
      endpoint: domain,
      prefix: userFolder({ prefix, user: hash }),
    }
    return answer(given, c.var.requestId)
  })
}
