import { defineEndpoint } from '../endpoint'
import { STATUS } from './status'

/** `GET /healthz` */
export const healthz = defineEndpoint('isAlive', {
  summary: 'Whether the process answers.',
  isPersonal: false,
  answer: STATUS,
  errors: [],
  handle: async () => ({ status: 'ok' }),
})
