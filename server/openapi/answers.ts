/** The bodies that we answer, as schemas: each has the contract's fields, all of them and no others. */
import { z } from 'zod'
import type {
  AbortAnswer,
  CompleteAnswer,
  ErrorBody,
  FileUrl,
  FormTicket,
  HeldPart,
  MultipartTicket,
  ResumeAnswer,
  SessionAnswer,
  SignedParts,
  StoredFile,
  UploadsAnswer,
  UrlsAnswer,
} from '../../miniprogram/uploader/contract'
import { ERRORS, type ErrorCode } from '../../miniprogram/uploader/error-codes'
import type { CredentialsAnswer, PresignAnswer } from '../../miniprogram/uploader/optional-endpoints'

const schemaOf =
  <Contract>() =>
  <Schema extends z.ZodType>(
    schema: [keyof Contract, keyof z.output<Schema>] extends [keyof z.output<Schema>, keyof Contract] ? Schema : never,
  ) =>
    schema

const expiresIn = z.int().positive().describe('Seconds from now: device clocks are wrong.')

/** Codes that arise here, in the order of the contract; the others arise in the client. */
const CODES = (Object.keys(ERRORS) as ErrorCode[]).filter((code) => ERRORS[code].status > 0)

export const errorBody = schemaOf<ErrorBody>()(
  z.object({
    code: z.enum(CODES),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    requestId: z.string().describe('Asks the operator’s log.'),
    message: z.string().optional().describe('A sentence for the user, of the backend’s author.'),
  }),
)

export const refusal = z.object({ error: errorBody })

export const sessionAnswer = schemaOf<SessionAnswer>()(
  z.object({ token: z.string().describe('Goes into `Authorization: Bearer …`.'), expiresIn }),
)

export const formTicket = schemaOf<FormTicket>()(
  z.object({
    kind: z.literal('form'),
    upload: z.string().describe('Opaque. For `complete` and `renew`.'),
    url: z.url().describe('Where to POST the form: the bucket’s domain.'),
    fields: z.record(z.string(), z.string()).describe('In the order to send; `file` goes last.'),
    expiresIn,
  }),
)

const signedFields = {
  query: z.string().describe('Percent-encoded. Signed with every part, but for its number.'),
  headers: z.record(z.string(), z.string()).describe('To be sent unchanged, and no Content-Type but this.'),
  from: z.int().positive().describe('Number of the part that the first signature is for.'),
  signatures: z.array(z.string()).describe('One a part, in a row.'),
  expiresIn,
}

export const signedParts = schemaOf<SignedParts>()(z.object(signedFields))

export const multipartTicket = schemaOf<MultipartTicket>()(
  z
    .object({
      kind: z.literal('multipart'),
      upload: z.string().describe('Opaque, good for 7 days. For `parts`, `resume`, `complete` and `abort`.'),
      url: z.url(),
      partSize: z.int().positive().describe('Bytes of every part but the last.'),
      partCount: z.int().positive(),
      ...signedFields,
    })
    .describe('Part n, from 1, is PUT to `<url>?<query>&partNumber=<n>&x-oss-signature=<its signature>`.'),
)

const heldPart = schemaOf<HeldPart>()(
  z.object({ number: z.int().positive(), crc64: z.string().describe('CRC-64/XZ, an unsigned decimal.') }),
)

export const resumeAnswer = schemaOf<ResumeAnswer>()(
  z.object({
    ticket: multipartTicket.describe('Its signatures begin at the first part that OSS does not hold.'),
    parts: z.array(heldPart).describe('What OSS holds at its right size, ascending by number.'),
  }),
)

export const abortAnswer = schemaOf<AbortAnswer>()(
  z.object({ stored: z.boolean().describe('It was stored already, and stays. Else nothing of it is left.') }),
)

export const uploadsAnswer = schemaOf<UploadsAnswer>()(
  z.object({
    uploads: z.array(z.union([formTicket, multipartTicket, refusal])).describe('One a file, in the order asked.'),
  }),
)

export const storedFile = schemaOf<StoredFile>()(
  z.object({
    key: z.string(),
    url: z.url(),
    urlExpiresIn: expiresIn.optional().describe('Only of private files.'),
    thumbnailUrl: z.url().optional().describe('Of a picture, where the route has a thumbnail style.'),
    name: z.string().optional(),
    size: z.int().nonnegative().describe('Bytes.'),
    type: z.string(),
    width: z.int().positive().optional().describe('Of a picture, px, as shown.'),
    height: z.int().positive().optional(),
    crc64: z.string().describe('CRC-64/XZ, an unsigned decimal of up to 20 digits.'),
    data: z.unknown().optional().describe('What the route’s `onStored` returned.'),
  }),
)

export const completeAnswer = schemaOf<CompleteAnswer>()(z.object({ file: storedFile }))

const fileUrl = schemaOf<FileUrl>()(
  z.object({ url: z.url(), expiresIn: expiresIn.optional().describe('Absent when it is good for good.') }),
)

export const urlsAnswer = schemaOf<UrlsAnswer>()(
  z.object({ urls: z.array(z.union([fileUrl, refusal])).describe('One a key, in the order asked.') }),
)

export const credentialsAnswer = schemaOf<CredentialsAnswer>()(
  z.object({
    accessKeyId: z.string(),
    accessKeySecret: z.string(),
    securityToken: z.string(),
    expiresIn,
    bucket: z.string(),
    region: z.string().describe('`cn-hangzhou`; ali-oss calls it `oss-cn-hangzhou`.'),
    endpoint: z.url().describe('Of the bucket itself: ali-oss takes it with `cname: true`.'),
    prefix: z.string().describe('Ends with a slash: every key must begin with it.'),
  }),
)

export const presignAnswer = schemaOf<PresignAnswer>()(
  z.object({
    method: z.enum(['PUT', 'GET']),
    url: z.url(),
    headers: z.record(z.string(), z.string()).describe('To be sent unchanged.'),
    expiresIn: expiresIn.optional().describe('Absent when the URL is good for good.'),
    upload: z.string().optional().describe('Of a PUT: for `complete`.'),
  }),
)

export const statusAnswer = z.object({ status: z.string() })
