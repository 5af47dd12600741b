import * as z from 'zod'
import type { CompleteRequest } from '../../../miniprogram/uploader/contract'
import { confirm } from '../../confirm/confirm'
import { token } from '../../http/schemas/fields'
import { schemaOf } from '../../http/schemas/schema-of'
import { completeAnswer } from '../../http/schemas/stored-file'
import { uploadLine } from '../../http/upload-line'
import { defineEndpoint } from '../endpoint'
import { openUpload, UPLOAD_ERRORS } from './open-upload'

const completeRequest = schemaOf<CompleteRequest>()(
  z.strictObject({
    upload: token,
    crc64: z
      .string()
      .regex(/^\d{1,20}$/, 'expected an unsigned decimal of at most 20 digits')
      .optional(),
  }),
)

/** `POST /v1/uploads/complete` */
export const completeUpload = defineEndpoint('completeUpload', {
  summary: 'Complete a multipart upload, or confirm a form upload, and get the file’s URL. May be repeated.',
  isPersonal: true,
  request: { name: 'CompleteRequest', schema: completeRequest },
  answer: { name: 'CompleteAnswer', schema: completeAnswer },
  errors: [...UPLOAD_ERRORS, 'not-stored', 'parts-missing', 'stored-differs', 'content-refused', 'unknown-route'],
  async handle(call, everywhere) {
    const { upload, context } = openUpload(call, everywhere)
    const line = uploadLine(upload, 'complete', context)
    call.c.set('upload', line)
    return { file: await confirm(upload, call.body.crc64, context, (facts) => Object.assign(line, facts)) }
  },
})
