import * as z from 'zod'
import type { CompleteAnswer, StoredFile } from '../../../miniprogram/uploader/contract'
import { expiresIn } from './fields'
import { schemaOf } from './schema-of'

/**
 * The contract requires `data`, which may be `undefined`. JSON then leaves it out, so the document calls it optional.
 */
const data: z.ZodType<unknown> = z.unknown().optional().describe('What the route’s `onStored` returned.')

const storedFile = schemaOf<StoredFile>()(
  z.object({
    key: z.string(),
    url: z.url(),
    urlExpiresIn: expiresIn.optional().describe('Seconds from now. Absent if the file is public.'),
    thumbnailUrl: z.url().optional().describe('Of a picture, if the route has a thumbnail style.'),
    name: z.string().optional(),
    size: z.int().nonnegative().describe('Bytes.'),
    type: z.string().describe('Media type.'),
    width: z.int().positive().optional().describe('Of a picture: pixels, as shown.'),
    height: z.int().positive().optional().describe('Of a picture: pixels, as shown.'),
    crc64: z.string().describe('CRC-64/XZ, an unsigned decimal of up to 20 digits.'),
    data,
  }),
)

/** The answer to `complete` and to OSS's callback. */
export const completeAnswer = schemaOf<CompleteAnswer>()(z.object({ file: storedFile }))
