import * as z from 'zod'
import { type FileUrl, LIMITS, type UrlsAnswer, type UrlsRequest } from '../../../miniprogram/uploader/contract'
import { errorBody, Fault } from '../../faults/fault'
import { downloadAs, key, style, urlExpiresIn } from '../../http/schemas/fields'
import { refusal } from '../../http/schemas/refusal'
import { schemaOf } from '../../http/schemas/schema-of'
import { freshUrls } from '../../reads/fresh-urls'
import { defineEndpoint } from '../endpoint'

const urlsRequest = schemaOf<UrlsRequest>()(
  z.strictObject({ keys: z.array(key).min(1).max(LIMITS.keysPerCall), style, downloadAs }),
)

const fileUrl = schemaOf<FileUrl>()(z.object({ url: z.url(), expiresIn: urlExpiresIn }))

export const urlsAnswer = schemaOf<UrlsAnswer>()(
  z.object({ urls: z.array(z.union([fileUrl, refusal])).describe('One for each key, in order.') }),
)

/** `POST /v1/urls` */
export const createUrls = defineEndpoint('createUrls', {
  summary: 'Fresh URLs of stored files that the user may read. A refused key does not affect the others.',
  isPersonal: true,
  request: { name: 'UrlsRequest', schema: urlsRequest, lists: { keys: { most: LIMITS.keysPerCall } } },
  answer: { name: 'UrlsAnswer', schema: urlsAnswer },
  errors: ['server-misconfigured', 'cloud-unavailable'],
  async handle({ c, body, caller }, context) {
    const { keys, ...options } = body
    const outcomes = await freshUrls(keys, options, caller, context)
    c.set(
      'refusals',
      outcomes.flatMap((outcome) => (outcome instanceof Fault ? [outcome.code] : [])),
    )
    const urls = outcomes.map((outcome) => (outcome instanceof Fault ? errorBody(outcome, c.var.requestId) : outcome))
    return { urls }
  },
})
