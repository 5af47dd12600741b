import { answer } from '../../http/answer'
import { defineEndpoint } from '../endpoint'
import { STATUS } from './status'

/** `GET /healthz` */
export const healthz = defineEndpoint('isAlive', {
  summary: 'Whether the process answers. The header x-client-address says whose address the caller is counted under.',
  isPersonal: false,
  answer: STATUS,
  errors: [],
  handle: async ({ c }, { addressSource }) =>
    answer({ status: 'ok' }, c.var.requestId, 200, {
      'x-client-address': addressSource(c.req.raw, c.env),
    }),
})
