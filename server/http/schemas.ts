/** The bodies that callers send, parsed at the door. Unknown fields are refused. */
import { z } from 'zod'
import {
  type AbortRequest,
  type CompleteRequest,
  type FileDeclaration,
  LIMITS,
  type PartsRequest,
  type ResumeRequest,
  type SessionRequest,
  type UploadsRequest,
  type UrlsRequest,
} from '../../miniprogram/uploader/contract'
import type { PresignGetRequest, PresignPutRequest } from '../../miniprogram/uploader/optional-endpoints'
import { MEDIA_TYPE } from '../content/media-types'

/** Accepts a schema only if it has the contract's fields, all of them, and no others. */
const schemaOf =
  <Contract>() =>
  <Schema extends z.ZodType<Contract>>(schema: SameFields<Contract, z.output<Schema>> extends true ? Schema : never) =>
    schema

type SameFields<A, B> = [keyof A, keyof B] extends [keyof B, keyof A] ? true : false

const token = z.string().min(1).max(LIMITS.bodyBytes)

const file = z.strictObject({
  name: z.string().min(1).max(LIMITS.nameLength).optional(),
  size: z.int().min(0),
  type: z.string().regex(MEDIA_TYPE, 'expected a media type in lower case, at most 127 characters'),
})

const fileDeclaration = schemaOf<FileDeclaration>()(
  file
    .extend({ renew: token.optional(), partSize: z.int().positive().optional() })
    .refine(({ renew, partSize }) => renew === undefined || partSize === undefined, {
      path: ['partSize'],
      error: 'expected no partSize beside renew',
    }),
)

export const sessionRequest = schemaOf<SessionRequest>()(z.strictObject({ code: z.string().min(1).max(256) }))

/** More files than the contract allows have a code of their own: see `decide`. */
export const uploadsRequest = schemaOf<UploadsRequest>()(
  z.strictObject({
    route: z.string().min(1).max(64),
    input: z.unknown().optional(),
    files: z.array(fileDeclaration).min(1),
  }),
)

export const completeRequest = schemaOf<CompleteRequest>()(
  z.strictObject({
    upload: token,
    crc64: z
      .string()
      .regex(/^\d{1,20}$/, 'expected an unsigned decimal of at most 20 digits')
      .optional(),
  }),
)

export const partsRequest = schemaOf<PartsRequest>()(
  z.strictObject({ upload: token, from: z.int().positive(), count: z.int().positive() }),
)

export const resumeRequest = schemaOf<ResumeRequest>()(z.strictObject({ upload: token }))

export const abortRequest = schemaOf<AbortRequest>()(z.strictObject({ upload: token }))
const key = z.string().min(1).max(1023)
const style = z.string().min(1).max(64).optional()
const downloadAs = z.string().min(1).max(LIMITS.nameLength).optional()

export const urlsRequest = schemaOf<UrlsRequest>()(
  z.strictObject({ keys: z.array(key).min(1).max(LIMITS.keysPerCall), style, downloadAs }),
)

const presignPutRequest = schemaOf<PresignPutRequest>()(
  z.strictObject({
    method: z.literal('PUT'),
    route: z.string().min(1).max(64),
    input: z.unknown().optional(),
    file,
  }),
)

const presignGetRequest = schemaOf<PresignGetRequest>()(
  z.strictObject({ method: z.literal('GET'), key, style, downloadAs }),
)

export const presignRequest = z.discriminatedUnion('method', [presignPutRequest, presignGetRequest])
