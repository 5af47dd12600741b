import * as z from 'zod'
import type { AbortAnswer, AbortRequest } from '../../../miniprogram/uploader/contract'
import { abort } from '../../confirm/abort'
import { token } from '../../http/schemas/fields'
import { schemaOf } from '../../http/schemas/schema-of'
import { uploadLine } from '../../http/upload-line'
import { defineEndpoint } from '../endpoint'
import { openUpload, UPLOAD_ERRORS } from './open-upload'

const abortRequest = schemaOf<AbortRequest>()(z.strictObject({ upload: token }))

const abortAnswer = schemaOf<AbortAnswer>()(
  z.object({ stored: z.boolean().describe('True if the file was stored already, and stays. Else nothing is left.') }),
)

/** `POST /v1/uploads/abort` */
export const abortUpload = defineEndpoint('abortUpload', {
  summary: 'Remove everything of an upload, unless its file is stored already. May be repeated.',
  isPersonal: true,
  request: { name: 'AbortRequest', schema: abortRequest },
  answer: { name: 'AbortAnswer', schema: abortAnswer },
  errors: UPLOAD_ERRORS,
  async handle(call, everywhere) {
    const { upload, context } = openUpload(call, everywhere)
    call.c.set('upload', uploadLine(upload, 'abort', context))
    return abort(upload, context)
  },
})
