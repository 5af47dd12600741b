import * as z from 'zod'
import type { PartsRequest } from '../../../miniprogram/uploader/contract'
import { token } from '../../http/schemas/fields'
import { schemaOf } from '../../http/schemas/schema-of'
import { signedParts } from '../../http/schemas/tickets'
import { signMoreParts } from '../../tickets/multipart/more-parts'
import { defineEndpoint } from '../endpoint'
import { openMultipart, UPLOAD_ERRORS } from './open-upload'

const partsRequest = schemaOf<PartsRequest>()(
  z.strictObject({ upload: token, from: z.int().positive(), count: z.int().positive() }),
)

/** `POST /v1/uploads/parts` */
export const signParts = defineEndpoint('signParts', {
  summary: 'More signatures for a multipart upload, or new ones for parts whose signatures have expired.',
  isPersonal: true,
  request: { name: 'PartsRequest', schema: partsRequest },
  answer: { name: 'SignedParts', schema: signedParts },
  errors: [...UPLOAD_ERRORS, 'already-exists', 'stored-differs'],
  async handle(call, everywhere) {
    const { upload, context } = openMultipart(call, everywhere)
    return signMoreParts(upload, call.body, context)
  },
})
