import type { Context, Hono } from 'hono'
import { PATHS } from '../../../miniprogram/uploader/contract'
import type {
  PresignAnswer,
  PresignGetRequest,
  PresignPutRequest,
} from '../../../miniprogram/uploader/optional-endpoints'
import type { ServerContext } from '../../context'
import { lifeWithin } from '../../credentials/credentials'
import { Fault } from '../../faults/fault'
import { answer } from '../../http/answer'
import { identifyCaller } from '../../http/identify'
import { read } from '../../http/read'
import { presignRequest } from '../../http/schemas'
import type { Traced } from '../../http/trace'
import type { Caller } from '../../identity/identity'
import { pendingKey } from '../../oss/object-key'
import { putUrl } from '../../oss/signing/put-url'
import { freshUrl } from '../../reads/fresh-url'
import { admit } from '../../tickets/admit'
import { allow } from '../../tickets/allow'
import { orRefund } from '../../tickets/quota'

/** As long as a form's ticket lives. */
const PUT_SECONDS = 10 * 60

/** `POST /v1/presign`: one PUT or one GET, for clients that can do nothing else. */
export function presignRoute(app: Hono<Traced>, backend: ServerContext): void {
  app.post(PATHS.presign, async (c) => {
    const request = await read(c.req.raw, presignRequest)
    const caller = await identifyCaller(c, backend)
    const presigned =
      request.method === 'PUT'
        ? await presignPut(c, request, caller, backend)
        : await presignGet(request, caller, backend)
    return answer(presigned, c.var.requestId)
  })
}

async function presignGet(
  { key, ...wish }: PresignGetRequest,
  caller: Caller,
  backend: ServerContext,
): Promise<PresignAnswer> {
  return { method: 'GET', ...(await freshUrl(key, wish, caller, backend)), headers: {} }
}

/** What goes up lies pending, and is looked into and promoted by `complete`, like what a form has sent. */
async function presignPut(
  c: Context<Traced>,
  { route, input, file }: PresignPutRequest,
  caller: Caller,
  backend: ServerContext,
): Promise<PresignAnswer> {
  const decisions = await allow(c, { route, input, files: [file] }, caller, backend)
  const [admission] = await admit(decisions, { user: caller.user, route, input }, backend)
  if (!admission) throw new Fault('server-error')
  if ('refusal' in admission) {
    const { code, params, userMessage } = admission.refusal
    throw new Fault(code, params, undefined, userMessage)
  }
  const { upload, token } = admission
  const credentials = await orRefund(backend.credentials('upload'), decisions, caller.hash, backend.limits)
  const { oss } = backend.config
  const now = backend.now()
  const expiresIn = lifeWithin(credentials, PUT_SECONDS, now)
  const place = { ...oss, key: pendingKey(upload.key, oss.prefix) }
  const terms = { ...place, size: upload.size, contentType: upload.type, expiresSeconds: expiresIn }
  backend.metrics.tickets(route, 1)
  return { method: 'PUT', ...putUrl(terms, credentials, now), expiresIn, upload: token }
}
