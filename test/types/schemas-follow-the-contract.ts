/** Compiled by `npm run check`, never run: a schema has the contract's type, or it does not compile. */
import { z } from 'zod'
import type { SessionAnswer, StoredFile } from '../../miniprogram/uploader/contract'
import { schemaOf } from '../../server/http/schemas/schema-of'

const fields = {
  key: z.string(),
  url: z.string(),
  urlExpiresIn: z.number().optional(),
  thumbnailUrl: z.string().optional(),
  name: z.string().optional(),
  size: z.number(),
  type: z.string(),
  width: z.number().optional(),
  height: z.number().optional(),
  crc64: z.string(),
  data: z.unknown(),
}

export const whatCompiles = schemaOf<StoredFile>()(z.object(fields))

export function whatDoesNot(): void {
  // @ts-expect-error another type
  schemaOf<StoredFile>()(z.object({ ...fields, size: z.string() }))
  // @ts-expect-error a field is missing
  schemaOf<SessionAnswer>()(z.object({ token: z.string() }))
  // @ts-expect-error an additional field
  schemaOf<SessionAnswer>()(z.object({ token: z.string(), expiresIn: z.number(), userId: z.string() }))
  // @ts-expect-error an additional field, although optional
  schemaOf<SessionAnswer>()(z.object({ token: z.string(), expiresIn: z.number(), userId: z.string().optional() }))
  // @ts-expect-error optional, where the contract requires the field
  schemaOf<SessionAnswer>()(z.object({ token: z.string(), expiresIn: z.number().optional() }))
  // @ts-expect-error required, where the contract's field is optional
  schemaOf<StoredFile>()(z.object({ ...fields, name: z.string() }))
}
