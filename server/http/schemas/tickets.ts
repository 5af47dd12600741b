import * as z from 'zod'
import type { FileForm, MultipartTicket, SharedForm, SignedParts } from '../../../miniprogram/uploader/contract'
import { expiresIn } from './fields'
import { schemaOf } from './schema-of'

export const sharedForm = schemaOf<SharedForm>()(
  z.object({
    url: z.url().describe('POST each form here: the bucket’s domain.'),
    fields: z.record(z.string(), z.string()).describe('The same for each file.'),
    expiresIn,
  }),
)

export const fileForm = schemaOf<FileForm>()(
  z.object({
    kind: z.literal('form'),
    upload: z.string().describe('Opaque. For `complete` and `renew`.'),
    fields: z
      .record(z.string(), z.string())
      .describe('Send these first, in their order, then the shared fields; `file` goes last.'),
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
