import * as z from 'zod'
import {
  type FileDeclaration,
  LIMITS,
  type UploadsAnswer,
  type UploadsRequest,
} from '../../../miniprogram/uploader/contract'
import { CHARSETS } from '../../../miniprogram/uploader/formats/charset'
import { findRoute } from '../../define-routes/find-route'
import { Fault } from '../../faults/fault'
import { declaredFile, routeName, token } from '../../http/schemas/fields'
import { refusal } from '../../http/schemas/refusal'
import { schemaOf } from '../../http/schemas/schema-of'
import { loginCode, sessionAnswer } from '../../http/schemas/session'
import { fileForm, multipartTicket, sharedForm } from '../../http/schemas/tickets'
import { inBucket } from '../../oss/in-bucket'
import { admit } from '../../tickets/admit'
import { allow } from '../../tickets/allow'
import { orRefund } from '../../tickets/quota'
import { sign } from '../../tickets/sign'
import { defineEndpoint } from '../endpoint'

const fileDeclaration = schemaOf<FileDeclaration>()(
  declaredFile
    .extend({
      charset: z.enum(CHARSETS).optional().describe('Of a text in parts: the stored Content-Type names it.'),
      renew: token.optional(),
      partSize: z.int().positive().optional(),
    })
    .refine(({ renew, partSize }) => renew === undefined || partSize === undefined, {
      path: ['partSize'],
      error: 'expected no partSize beside renew',
    }),
)

const uploadsRequest = schemaOf<UploadsRequest>()(
  z.strictObject({
    route: routeName,
    input: z.unknown().optional(),
    files: z.array(fileDeclaration).min(1),
    code: loginCode
      .optional()
      .describe('Of wx.login, instead of Authorization: the answer brings the session as well.'),
  }),
)

/** Too many files have a code of their own. */
const tooManyFiles = (): Fault => new Fault('too-many-files', { maxFiles: LIMITS.filesPerCall })

const uploadsAnswer = schemaOf<UploadsAnswer>()(
  z.object({
    form: sharedForm.optional().describe('What all forms of this answer have in common. Absent if there is none.'),
    uploads: z.array(z.union([fileForm, multipartTicket, refusal])).describe('One for each file, in order.'),
    session: sessionAnswer.optional().describe('Present if the request brought a code.'),
  }),
)

/** `POST /v1/uploads`: decide → authorize → quota → name → sign. */
export const createUploads = defineEndpoint('createUploads', {
  summary: 'Ask for tickets, one for each file. A refused file does not affect the others.',
  isPersonal: true,
  request: {
    name: 'UploadsRequest',
    schema: uploadsRequest,
    lists: { files: { most: LIMITS.filesPerCall, refuse: tooManyFiles } },
  },
  answer: { name: 'UploadsAnswer', schema: uploadsAnswer },
  isLong: true,
  errors: [
    'forbidden',
    'unknown-route',
    'input-invalid',
    'too-many-files',
    'server-misconfigured',
    'cloud-unavailable',
  ],
  codeIn({ code, route }, { routes }) {
    if (code !== undefined) findRoute(routes, route)
    return code
  },
  async handle({ c, body, caller, session }, everywhere) {
    const { route, input } = body
    const rules = findRoute(everywhere.routes, route)
    const context = inBucket(rules.bucket, everywhere)
    c.set('route', route)
    const decisions = await allow(body, rules, caller, context)
    const admissions = await admit(decisions, { ...caller, route, input }, context)
    const signed = sign(admissions, context, c.get('requestId'))
    const answer = await orRefund(signed, decisions, caller.hash, context.limits)
    const refusals = admissions.flatMap((admission) => ('refusal' in admission ? [admission.refusal.code] : []))
    c.set('refusals', refusals)
    context.metrics.tickets(route, admissions.length - refusals.length)
    return { ...answer, ...(session && { session }) }
  },
})
