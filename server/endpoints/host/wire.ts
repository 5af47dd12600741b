/** The wire of the endpoints for the app's own backend. No mini-program calls them, so it is not in the contract. */
import * as z from 'zod'
import { LIMITS, type Refusal, type UrlsRequest } from '../../../miniprogram/uploader/contract'
import type { FileHead } from '../../files/head-file'
import { downloadAs, key, style } from '../../http/schemas/fields'
import { refusal } from '../../http/schemas/refusal'
import { schemaOf } from '../../http/schemas/schema-of'

const keys = z.array(key).min(1).max(LIMITS.keysPerCall)

export const KEY_LISTS = { keys: { most: LIMITS.keysPerCall } }

export const hostUrlsRequest = schemaOf<UrlsRequest>()(z.strictObject({ keys, style, downloadAs }))

export const headRequest = z.strictObject({ keys })

/** One entry for each key, in order. */
interface HeadAnswer {
  files: (({ exists: true } & FileHead) | { exists: false; key: string } | ({ key: string } & Refusal))[]
}

const fileHead = z.object({
  exists: z.literal(true),
  key: z.string(),
  owner: z.string().describe('The user’s hash: the folder of the file.'),
  route: z.string().optional().describe('Absent if the user’s own credentials put the file, which nobody checked.'),
  size: z.int().nonnegative().describe('Bytes.'),
  type: z.string().describe('Media type.'),
  width: z.int().positive().optional().describe('Of a picture: pixels, as shown.'),
  height: z.int().positive().optional().describe('Of a picture: pixels, as shown.'),
  crc64: z.string().describe('CRC-64/XZ, an unsigned decimal of up to 20 digits.'),
  metadata: z.record(z.string(), z.string()).describe('What the route’s `metadata` stored.'),
})

const missing = z.object({ exists: z.literal(false), key: z.string() })

export const headAnswer = schemaOf<HeadAnswer>()(
  z.object({
    files: z
      .array(z.union([fileHead, missing, refusal.extend({ key: z.string() })]))
      .describe('One for each key, in order.'),
  }),
)
