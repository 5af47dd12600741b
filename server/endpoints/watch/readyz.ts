import { answer } from '../../http/answer'
import { defineEndpoint } from '../endpoint'
import { STATUS } from './status'

/** `GET /readyz` */
export const readyz = defineEndpoint('isReady', {
  summary: 'Whether the backend can sign tickets: 503 while STS cannot be reached, and while the process stops.',
  isPersonal: false,
  answer: STATUS,
  errors: [],
  async handle({ c }, { readiness }) {
    const obstacle = await readiness.obstacle()
    return answer({ status: obstacle ?? 'ready' }, c.var.requestId, obstacle ? 503 : 200)
  },
})
