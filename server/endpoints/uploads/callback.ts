import { confirm } from '../../confirm/confirm'
import { readCallback } from '../../confirm/read-callback'
import { asFault, isPassing } from '../../faults/fault'
import { answerFault } from '../../http/answer'
import { startDeadline } from '../../http/deadline'
import { completeAnswer } from '../../http/schemas/stored-file'
import { uploadLine } from '../../http/upload-line'
import { userHash } from '../../identity/user-hash'
import { defineEndpoint } from '../endpoint'
import { inBucketOf } from './in-bucket-of'

/**
 * `POST /v1/uploads/callback` has no limit by address: OSS calls it for all users, and a forged call costs one
 * signature check.
 */
export const callback = defineEndpoint('callback', {
  summary: 'OSS calls this after it has stored a file, and passes the answer on to the uploading client.',
  isPersonal: false,
  answer: { name: 'CompleteAnswer', schema: completeAnswer },
  errors: ['callback-refused', 'body-too-large', 'server-misconfigured', 'cloud-unavailable'],
  async handle({ c }, context) {
    const inTime = startDeadline(context.callbackDeadlineMs)
    const token = await inTime(readCallback({ request: c.req.raw, env: c.env }, context))
    try {
      const upload = context.tokens.open(token, context.now())
      c.set('route', upload.route)
      c.set('user', userHash(upload.user, context.config.secrets.key))
      const place = inBucketOf(upload, context)
      const line = uploadLine(upload, 'callback', place)
      c.set('upload', line)
      const confirmed = confirm(upload, undefined, place, (facts) => Object.assign(line, facts))
      return { file: await inTime(confirmed) }
    } catch (error) {
      const fault = asFault(error)
      // OSS passes a 200 on to the client unchanged. It turns any other answer into a 203, after which the client calls
      // `complete`. That helps only if the same call may succeed later.
      if (isPassing(fault.code)) throw fault
      return answerFault(fault, c, 200)
    }
  },
})
