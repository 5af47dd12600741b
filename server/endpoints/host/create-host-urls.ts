import { errorBody, Fault } from '../../faults/fault'
import { defineEndpoint } from '../endpoint'
import { urlsAnswer } from '../reads/create-urls'
import { hostUrlsRequest, KEY_LISTS } from './wire'

/** `POST /v1/host/urls` */
export const createHostUrls = defineEndpoint('createHostUrls', {
  summary: 'Fresh URLs of any user’s files, for the app’s own backend. Only if the backend has host keys.',
  isPersonal: false,
  hostScope: 'urls',
  isOffered: ({ hostKeys }) => hostKeys !== undefined,
  request: { name: 'HostUrlsRequest', schema: hostUrlsRequest, lists: KEY_LISTS },
  answer: { name: 'UrlsAnswer', schema: urlsAnswer },
  errors: ['not-found', 'server-misconfigured', 'cloud-unavailable'],
  async handle({ c, body: { keys, ...options } }, context) {
    const { hostUrls } = await import('../../files/host-urls')
    const outcomes = await hostUrls(keys, options, context)
    const refused = outcomes.filter((outcome) => outcome instanceof Fault)
    c.set(
      'refusals',
      refused.map(({ code }) => code),
    )
    return { urls: outcomes.map((one) => (one instanceof Fault ? errorBody(one, c.var.requestId) : one)) }
  },
})
