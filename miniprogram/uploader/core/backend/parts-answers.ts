/** Validates the backend's answers about uploads by parts. */
import { type HeldPart, LIMITS, type MultipartTicket, type ResumeAnswer, type SignedParts } from '../../contract'
import { type ReadTicket, readFormTicket } from './answers'
import { isPositive, isRecord, isText, isTextRecord, isWhole } from './json'

export const readAnyTicket: ReadTicket = (ticket, shared) =>
  ticket.kind === 'multipart' ? readMultipartTicket(ticket) : readFormTicket(ticket, shared)

function readMultipartTicket(value: unknown): MultipartTicket | undefined {
  if (!isRecord(value) || value.kind !== 'multipart') return undefined
  const { kind, upload, url, partSize, partCount } = value
  const signed = readSignedParts(value)
  if (!signed || !isText(upload) || !isText(url) || !isWhole(partSize) || !isPartNumber(partCount)) return undefined
  return { kind, upload, url, partSize, partCount, ...signed }
}

export function readSignedParts(body: unknown): SignedParts | undefined {
  if (!isRecord(body)) return undefined
  const { query, headers, from, signatures, expiresIn } = body
  if (!isText(query) || !isTextRecord(headers) || !isPartNumber(from) || !isPositive(expiresIn)) return undefined
  if (!Array.isArray(signatures) || !signatures.every(isText)) return undefined
  return { query, headers, from, signatures, expiresIn }
}

export function readResume(body: unknown): ResumeAnswer | undefined {
  if (!isRecord(body) || !Array.isArray(body.parts)) return undefined
  const ticket = readMultipartTicket(body.ticket)
  return ticket && body.parts.every(isHeldPart) ? { ticket, parts: body.parts } : undefined
}

const isHeldPart = (value: unknown): value is HeldPart =>
  isRecord(value) && isPartNumber(value.number) && isText(value.crc64)

const isPartNumber = (value: unknown): value is number => isWhole(value) && value <= LIMITS.partsPerUpload
