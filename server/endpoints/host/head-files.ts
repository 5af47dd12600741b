import { errorBody, Fault } from '../../faults/fault'
import { defineEndpoint } from '../endpoint'
import { headAnswer, headRequest, KEY_LISTS } from './wire'

/** `POST /v1/host/head` */
export const headFiles = defineEndpoint('headFiles', {
  summary: 'Which of these files exist, and what OSS knows of them, for the app’s own backend. Only with host keys.',
  isPersonal: false,
  hostScope: 'head',
  isOffered: ({ hostKeys }) => hostKeys !== undefined,
  request: { name: 'HeadRequest', schema: headRequest, lists: KEY_LISTS },
  answer: { name: 'HeadAnswer', schema: headAnswer },
  errors: ['not-found', 'server-misconfigured', 'cloud-unavailable'],
  async handle({ c, body: { keys } }, context) {
    const { headAll } = await import('../../files/head-all')
    const heads = await headAll(keys, context)
    c.set(
      'refusals',
      heads.flatMap(({ outcome }) => (outcome instanceof Fault ? [outcome.code] : [])),
    )
    return {
      files: heads.map(({ key, outcome }) => {
        if (outcome instanceof Fault) return { key, ...errorBody(outcome, c.var.requestId) }
        return outcome ? { exists: true as const, ...outcome } : { exists: false as const, key }
      }),
    }
  },
})
