import { Fault } from '../../faults/fault'
import { answerText } from '../../http/answer'
import { mayReadMetrics } from '../../operation/may-read-metrics'
import { defineEndpoint } from '../endpoint'

/** `GET /metrics` */
export const metrics = defineEndpoint('metrics', {
  summary: 'Prometheus metrics, for callers on this machine or with the metrics token.',
  isPersonal: false,
  answer: 'text/plain',
  errors: ['not-found'],
  async handle({ c }, context) {
    if (!mayReadMetrics(c.req.raw, c.env, context)) throw new Fault('not-found')
    return answerText(await context.metrics.text(), context.metrics.contentType, c.var.requestId)
  },
})
