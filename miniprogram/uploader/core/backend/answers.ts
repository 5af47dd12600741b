/** Validates the backend's answers: what these functions return has the shape that the contract promises. */
import type { FileUrl, FormTicket, SessionAnswer, StoredFile, Ticket } from '../../contract'
import { isErrorCode } from '../../error-codes'
import { UploadError } from '../errors'
import type { Headers } from '../ports'
import { isPositive, isRecord, isText, isTextRecord, type Json } from './json'
import { retryAfterMs } from './retry-after'

/** Reads the error in `{ error }`. Undefined if there is none, or its code is unknown to this version. */
export function readError(body: unknown, headers: Headers = {}): UploadError | undefined {
  if (!isRecord(body) || !isRecord(body.error) || !isErrorCode(body.error.code)) return undefined
  const { code, params, requestId, message } = body.error
  const plain = isRecord(params) ? plainParams(params) : {}
  const { retryAfter } = plain
  // A page of another origin may not see the header.
  const waitMs = retryAfterMs(headers) || (isPositive(retryAfter) ? retryAfter * 1000 : 0)
  return new UploadError(code, {
    params: waitMs > 0 ? { ...plain, retryAfter: Math.ceil(waitMs / 1000) } : plain,
    requestId: isText(requestId) ? requestId : '',
    userMessage: isText(message) ? message : undefined,
    retryAfterMs: waitMs,
  })
}

/** Makes an error of an answer that does not follow the contract: a gateway, or another service, has given it. */
export function foreignAnswer(status: number, headers: Headers): UploadError {
  const waitMs = retryAfterMs(headers)
  return new UploadError(status === 429 ? 'too-many-requests' : 'server-answer-invalid', {
    params: waitMs > 0 ? { status, retryAfter: Math.ceil(waitMs / 1000) } : { status },
    retryAfterMs: waitMs,
  })
}

const plainParams = (params: Json): Record<string, string | number> => {
  const plain: Record<string, string | number> = {}
  for (const name of Object.keys(params)) {
    const value = params[name]
    if (typeof value === 'string' || typeof value === 'number') plain[name] = value
  }
  return plain
}

export function readSession(body: unknown): SessionAnswer | undefined {
  if (!isRecord(body) || !isText(body.token) || !isPositive(body.expiresIn)) return undefined
  return { token: body.token, expiresIn: body.expiresIn }
}

/** @param shared what all forms of the answer have in common */
export type ReadTicket = (ticket: Json, shared: unknown) => Ticket | undefined

/** Reads one outcome for each of `count` files. Undefined if the answer is not such a list. */
export const readUploads = (
  body: unknown,
  count: number,
  readTicket: ReadTicket,
): (Ticket | UploadError)[] | undefined =>
  readOutcomes(body, 'uploads', count, (value) =>
    isRecord(value) ? readTicket(value, isRecord(body) ? body.form : undefined) : undefined,
  )

/** Reads one outcome for each of `count` keys. Undefined if the answer is not such a list. */
export const readUrls = (body: unknown, count: number): (FileUrl | UploadError)[] | undefined =>
  readOutcomes(body, 'urls', count, readFileUrl)

function readOutcomes<T>(
  body: unknown,
  name: string,
  count: number,
  readOne: (value: unknown) => T | undefined,
): (T | UploadError)[] | undefined {
  const list = isRecord(body) ? body[name] : undefined
  if (!Array.isArray(list) || list.length !== count) return undefined
  const outcomes = list.map((one: unknown) => readError(one) ?? readOne(one) ?? unknownRefusal(one))
  return outcomes.every((outcome) => outcome !== undefined) ? (outcomes as (T | UploadError)[]) : undefined
}

/** A refusal with a code that this version does not know yet fails only its own file. */
function unknownRefusal(value: unknown): UploadError | undefined {
  if (!isRecord(value) || !isRecord(value.error)) return undefined
  const { message, requestId } = value.error
  return new UploadError('server-answer-invalid', {
    params: { status: 200 },
    requestId: isText(requestId) ? requestId : '',
    userMessage: isText(message) ? message : undefined,
  })
}

export function readFormTicket({ kind, upload, fields }: Json, shared: unknown): FormTicket | undefined {
  if (kind !== 'form' || !isText(upload) || !isTextRecord(fields) || !isRecord(shared)) return undefined
  const { url, expiresIn } = shared
  if (!isText(url) || !isTextRecord(shared.fields) || !isPositive(expiresIn)) return undefined
  return { kind, upload, url, fields: { ...fields, ...shared.fields }, expiresIn }
}

export const readAbort = (body: unknown): { stored: boolean } | undefined =>
  isRecord(body) && typeof body.stored === 'boolean' ? { stored: body.stored } : undefined

function readFileUrl(value: unknown): FileUrl | undefined {
  if (!isRecord(value) || !isText(value.url)) return undefined
  return { url: value.url, ...(isPositive(value.expiresIn) ? { expiresIn: value.expiresIn } : {}) }
}

export function readStoredFile(body: unknown): StoredFile | undefined {
  if (!isRecord(body) || !isRecord(body.file)) return undefined
  const { key, url, urlExpiresIn, thumbnailUrl, name, size, type, width, height, crc64, data } = body.file
  if (!isText(key) || !isText(url) || typeof size !== 'number' || !isText(type) || !isText(crc64)) return undefined
  return {
    key,
    url,
    size,
    type,
    crc64,
    ...(isPositive(urlExpiresIn) ? { urlExpiresIn } : {}),
    ...(isText(name) ? { name } : {}),
    ...(isText(thumbnailUrl) ? { thumbnailUrl } : {}),
    ...(isPositive(width) && isPositive(height) ? { width, height } : {}),
    data,
  }
}
