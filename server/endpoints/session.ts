import * as z from 'zod'
import type { SessionRequest } from '../../miniprogram/uploader/contract'
import { Fault } from '../faults/fault'
import { schemaOf } from '../http/schemas/schema-of'
import { loginCode, sessionAnswer } from '../http/schemas/session'
import { defineEndpoint } from './endpoint'

const sessionRequest = schemaOf<SessionRequest>()(z.strictObject({ code: loginCode }))

/** `POST /v1/session` does not exist if the app's users sign in elsewhere. */
export const createSession = defineEndpoint('createSession', {
  summary: 'Exchange the code of wx.login for a session. Only if mini-program users sign in here.',
  isPersonal: false,
  isOffered: ({ identity }) => identity === undefined || identity.login !== undefined,
  request: { name: 'SessionRequest', schema: sessionRequest },
  answer: { name: 'SessionAnswer', schema: sessionAnswer },
  errors: [
    'unauthenticated',
    'too-many-requests',
    'forbidden',
    'not-found',
    'server-misconfigured',
    'cloud-unavailable',
  ],
  count: (c, { limits, clientAddress }) => limits.countLogin(clientAddress(c.req.raw, c.env)),
  async handle({ body }, { identity }) {
    // Without an identity there are no users.
    if (!identity?.login) throw new Fault('unauthenticated')
    return identity.login(body.code)
  },
})
