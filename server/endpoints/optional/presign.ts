import type { Context } from 'hono'
import * as z from 'zod'
import type {
  PresignAnswer,
  PresignGetRequest,
  PresignPutRequest,
} from '../../../miniprogram/uploader/optional-endpoints'
import type { ServerContext } from '../../context'
import { findRoute } from '../../define-routes/find-route'
import { Fault } from '../../faults/fault'
import { declaredFile, downloadAs, key, routeName, style, urlExpiresIn } from '../../http/schemas/fields'
import { schemaOf } from '../../http/schemas/schema-of'
import type { Traced } from '../../http/trace'
import type { Caller } from '../../identity/identity'
import { inBucket } from '../../oss/in-bucket'
import { freshUrls } from '../../reads/fresh-urls'
import { admit } from '../../tickets/admit'
import { allow } from '../../tickets/allow'
import { orRefund } from '../../tickets/quota'
import { signPut } from '../../tickets/sign-put'
import { defineEndpoint } from '../endpoint'

const presignRequest = z.discriminatedUnion('method', [
  schemaOf<PresignPutRequest>()(
    z.strictObject({
      method: z.literal('PUT'),
      route: routeName,
      input: z.unknown().optional(),
      file: declaredFile,
    }),
  ),
  schemaOf<PresignGetRequest>()(z.strictObject({ method: z.literal('GET'), key, style, downloadAs })),
])

const presignAnswer = schemaOf<PresignAnswer>()(
  z.object({
    method: z.enum(['PUT', 'GET']),
    url: z.url(),
    headers: z.record(z.string(), z.string()).describe('Send them unchanged.'),
    expiresIn: urlExpiresIn,
    upload: z.string().optional().describe('Of a PUT: for `complete`.'),
  }),
)

/** `POST /v1/presign`: one PUT or one GET, for clients that can send neither a form nor parts. */
export const presign = defineEndpoint('presign', {
  summary: 'A URL for one PUT, confirmed by `complete`, or for one GET. Only if the backend allows it.',
  isPersonal: true,
  isOffered: ({ optionalEndpoints }) => optionalEndpoints.includes('presign'),
  request: { name: 'PresignRequest', schema: presignRequest },
  answer: { name: 'PresignAnswer', schema: presignAnswer },
  errors: [
    'not-found',
    'forbidden',
    'unknown-route',
    'input-invalid',
    'file-empty',
    'file-too-small',
    'file-too-large',
    'type-not-accepted',
    'server-misconfigured',
    'cloud-unavailable',
  ],
  handle: async ({ c, body, caller }, context) =>
    body.method === 'PUT' ? presignPut(c, body, caller, context) : presignGet(body, caller, context),
})

async function presignGet(
  { key: wanted, style: wantedStyle, downloadAs: name }: PresignGetRequest,
  caller: Caller,
  context: ServerContext,
): Promise<PresignAnswer> {
  const [url] = await freshUrls([wanted], { style: wantedStyle, downloadAs: name }, caller, context)
  if (!url || url instanceof Fault) throw url ?? new Fault('forbidden')
  return { method: 'GET', ...url, headers: {} }
}

/** The object goes to the pending folder. `complete` inspects and promotes it, like a form upload. */
async function presignPut(
  c: Context<Traced>,
  { route, input, file }: PresignPutRequest,
  caller: Caller,
  everywhere: ServerContext,
): Promise<PresignAnswer> {
  const rules = findRoute(everywhere.routes, route)
  const context = inBucket(rules.bucket, everywhere)
  c.set('route', route)
  const decisions = await allow({ input, files: [file] }, rules, caller, context)
  const [admission] = await admit(decisions, { ...caller, route, input }, context)
  if (!admission) throw new Fault('server-error')
  if ('refusal' in admission) {
    const { code, params, userMessage } = admission.refusal
    throw new Fault(code, params, undefined, userMessage)
  }
  const { upload, token } = admission
  const credentials = await orRefund(context.credentials('upload'), decisions, caller.hash, context.limits)
  context.metrics.tickets(route, 1)
  return { method: 'PUT', ...signPut(upload, credentials, context), upload: token }
}
