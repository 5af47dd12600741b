/** Parses the backend's answers at the door: what passes here has the shape the contract promises. */
import { type FormTicket, isErrorCode, type SessionAnswer, type StoredFile, type Ticket } from '../contract'
import { UploadError } from './errors'
import type { Headers } from './ports'

type Json = Record<string, unknown>

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

const isPositive = (value: unknown): value is number => typeof value === 'number' && value > 0

const isTextRecord = (value: unknown): value is Record<string, string> =>
  isRecord(value) && Object.keys(value).every((name) => typeof value[name] === 'string')

/** Undefined for what is not JSON, such as a gateway's error page. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The error in `{ error }`, or undefined when the body has none that we know. */
export function readError(body: unknown, headers: Headers = {}): UploadError | undefined {
  if (!isRecord(body) || !isRecord(body.error) || !isErrorCode(body.error.code)) return undefined
  const { code, params, requestId, message } = body.error
  return new UploadError(code, {
    params: isRecord(params) ? plainParams(params) : {},
    requestId: isText(requestId) ? requestId : '',
    userMessage: isText(message) ? message : undefined,
    retryAfterMs: retryAfterMs(headers['retry-after']),
  })
}

/** In seconds only: a date would need a right clock on this device. */
const retryAfterMs = (value = ''): number => (/^\d{1,4}$/.test(value) ? Number(value) * 1000 : 0)

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

/** One outcome for each of `count` files, or undefined when the answer is not such a list. */
export function readUploads(body: unknown, count: number): (Ticket | UploadError)[] | undefined {
  if (!isRecord(body) || !Array.isArray(body.uploads) || body.uploads.length !== count) return undefined
  const outcomes = body.uploads.map(
    (upload: unknown) => readError(upload) ?? readTicket(upload) ?? newerRefusal(upload),
  )
  return outcomes.every((outcome) => outcome !== undefined) ? (outcomes as (Ticket | UploadError)[]) : undefined
}

/** A refusal whose code this client does not know yet is still only that file's. */
function newerRefusal(value: unknown): UploadError | undefined {
  if (!isRecord(value) || !isRecord(value.error)) return undefined
  const { message, requestId } = value.error
  return new UploadError('server-answer-invalid', {
    params: { status: 200 },
    requestId: isText(requestId) ? requestId : '',
    userMessage: isText(message) ? message : undefined,
  })
}

function readTicket(value: unknown): FormTicket | undefined {
  if (!isRecord(value) || value.kind !== 'form') return undefined
  const { upload, url, fields, expiresIn } = value
  if (!isText(upload) || !isText(url) || !isTextRecord(fields) || !isPositive(expiresIn)) return undefined
  return { kind: 'form', upload, url, fields, expiresIn }
}

export function readStoredFile(body: unknown): StoredFile | undefined {
  if (!isRecord(body) || !isRecord(body.file)) return undefined
  const { key, url, urlExpiresIn, name, size, type, width, height, crc64, data } = body.file
  if (!isText(key) || !isText(url) || typeof size !== 'number' || !isText(type) || !isText(crc64)) return undefined
  return {
    key,
    url,
    size,
    type,
    crc64,
    ...(isPositive(urlExpiresIn) ? { urlExpiresIn } : {}),
    ...(isText(name) ? { name } : {}),
    ...(isPositive(width) && isPositive(height) ? { width, height } : {}),
    data,
  }
}
