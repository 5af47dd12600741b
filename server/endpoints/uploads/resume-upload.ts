import * as z from 'zod'
import type { HeldPart, ResumeAnswer, ResumeRequest } from '../../../miniprogram/uploader/contract'
import { token } from '../../http/schemas/fields'
import { schemaOf } from '../../http/schemas/schema-of'
import { multipartTicket } from '../../http/schemas/tickets'
import { resumeMultipart } from '../../tickets/multipart/more-parts'
import { defineEndpoint } from '../endpoint'
import { openMultipart, UPLOAD_ERRORS } from './open-upload'

const resumeRequest = schemaOf<ResumeRequest>()(z.strictObject({ upload: token }))

const heldPart = schemaOf<HeldPart>()(
  z.object({ number: z.int().positive(), crc64: z.string().describe('CRC-64/XZ, an unsigned decimal.') }),
)

const resumeAnswer = schemaOf<ResumeAnswer>()(
  z.object({
    ticket: multipartTicket.describe('Its signatures begin at the first part that OSS does not hold.'),
    parts: z.array(heldPart).describe('The parts that OSS holds at their right size, ascending by number.'),
  }),
)

/** `POST /v1/uploads/resume` */
export const resumeUpload = defineEndpoint('resumeUpload', {
  summary: 'The parts of a multipart upload that OSS holds, and signatures for the rest.',
  isPersonal: true,
  request: { name: 'ResumeRequest', schema: resumeRequest },
  answer: { name: 'ResumeAnswer', schema: resumeAnswer },
  errors: [...UPLOAD_ERRORS, 'already-exists', 'stored-differs'],
  async handle(call, everywhere) {
    const { upload, context } = openMultipart(call, everywhere)
    return resumeMultipart(upload, call.body.upload, context)
  },
})
