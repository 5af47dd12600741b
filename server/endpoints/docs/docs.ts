import { answerText } from '../../http/answer'
import { openapiPage, PAGE_HEADERS } from '../../openapi/page'
import { defineEndpoint } from '../endpoint'

/** `GET /docs` */
export const docs = defineEndpoint('docs', {
  summary: 'This document as a page.',
  isPersonal: false,
  answer: 'text/html',
  errors: [],
  handle: async ({ c }, { openapi }) =>
    answerText(openapiPage(openapi()), 'text/html; charset=utf-8', c.var.requestId, 200, PAGE_HEADERS),
})
