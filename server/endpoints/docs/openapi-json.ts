import { answer } from '../../http/answer'
import { defineEndpoint } from '../endpoint'

/** `GET /openapi.json` */
export const openapiJson = defineEndpoint('openapi', {
  summary: 'This document.',
  isPersonal: false,
  answer: 'application/json',
  errors: [],
  handle: async ({ c }, { openapi }) => answer(openapi(), c.var.requestId),
})
