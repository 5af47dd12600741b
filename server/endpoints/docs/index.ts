import { answer, answerText } from '../../http/answer'
import { indexPage } from '../../openapi/index-page'
import { PAGE_HEADERS } from '../../openapi/page'
import { defineEndpoint } from '../endpoint'

/** `GET /`: says what this is, as a page to browsers and as JSON to others. */
export const index = defineEndpoint('index', {
  summary: 'What this backend is, and where its documents are.',
  isPersonal: false,
  answer: 'application/json',
  errors: [],
  handle: async ({ c }, { basePath, links }) => {
    const { requestId } = c.var
    const documents = { docs: `${basePath}/docs`, openapi: `${basePath}/openapi.json`, health: `${basePath}/healthz` }
    const isBrowser = (c.req.header('accept') ?? '').includes('text/html')
    if (!isBrowser) return answer({ name: 'wx-oss-upload', ...documents }, requestId)
    return answerText(indexPage(documents, links()), 'text/html; charset=utf-8', requestId, 200, PAGE_HEADERS)
  },
})
