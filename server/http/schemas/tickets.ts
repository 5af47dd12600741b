import { z } from 'zod'
import type { FormTicket, MultipartTicket, SignedParts } from '../../../miniprogram/uploader/contract'
import { expiresIn } from './fields'
import { schemaOf } from './schema-of'

export const formTicket = schemaOf<FormTicket>()(
  z.object({
    kind: z.literal('form'),
    upload: z.string().describe('Opaque. For `complete` and `renew`.'),
    url: z.url().describe('POST the form here: the bucket’s domain.'),
    fields: z.record(z.string(), z.string()).describe('In the order to send; `file` goes last.'),
    expiresIn,
  }),
)

const signedFields = {
  query: z.string().describe('Percent-encoded. Signed with every part, except for the part number.'),
  headers: z.record(z.string(), z.string()).describe('Send them unchanged, and no other Content-Type.'),
  from: z.int().positive().describe('Number of the part that the first signature is for.'),
  signatures: z.array(z.string()).describe('One for each part, in order.'),
  expiresIn,
}

export const signedParts = schemaOf<SignedParts>()(z.object(signedFields))

export const multipartTicket = schemaOf<MultipartTicket>()(
  z
    .object({
      kind: z.literal('multipart'),
      upload: z.string().describe('Opaque, valid for 7 days. For `parts`, `resume`, `complete` and `abort`.'),
      url: z.url(),
      partSize: z.int().positive().describe('Bytes of every part but the last.'),
      partCount: z.int().positive(),
      ...signedFields,
    })
    .describe('PUT part n, from 1, to `<url>?<query>&partNumber=<n>&x-oss-signature=<its signature>`.'),
)
