import type { Hono } from 'hono'
import type { ServerContext } from '../context'
import { answer, answerText } from '../http/answer'
import type { Traced } from '../http/trace'
import { type OpenapiDocument, openapiDocument } from './document'
import { openapiPage } from './page'

/** `/openapi.json`, and `/docs` to read it. Made when first asked for. */
export function openapiRoutes(app: Hono<Traced>, { routes, config }: ServerContext): void {
  let made: OpenapiDocument | undefined
  const document = (): OpenapiDocument => {
    made ??= openapiDocument({ routes: Object.keys(routes), url: config.publicUrl })
    return made
  }

  app.get('/openapi.json', (c) => answer(document(), c.var.requestId))

  app.get('/docs', (c) =>
    answerText(openapiPage(document()), 'text/html; charset=utf-8', c.var.requestId, 200, {
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    }),
  )
}
