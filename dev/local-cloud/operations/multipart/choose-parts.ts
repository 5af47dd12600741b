import type { Exchange } from '../../cloud/cloud'
import { childrenOf, childText, parseXml } from '../../http/parse-xml'
import { type OssError, ossError } from '../../oss/errors'
import type { PartRecord } from '../../store/record'
import { malformedXml, readBody } from '../read-body'
import { partNumberOf } from './find-upload'

/** A part that the client lists. */
export interface WantedPart {
  number: number
  /** Upper case, without quotes. */
  etag: string
}

/** A list of 10,000 parts has about 1.5 MB. */
const MAX_BYTES = 4 * 1024 * 1024
const MIN_PART_BYTES = 100 * 1024

/** `all`: the client sends `x-oss-complete-all: yes` instead of a list. */
export async function readPartList(exchange: Exchange): Promise<WantedPart[] | 'all'> {
  const all = exchange.request.headers['x-oss-complete-all']
  const body = await readBody(exchange, MAX_BYTES)
  if (all === undefined) return parsePartList(body.toString('utf8'))
  const details = { ArgumentName: 'x-oss-complete-all', ArgumentValue: all }
  if (all !== 'yes') throw ossError('InvalidArgument', 'x-oss-complete-all must be yes.', { details })
  if (body.length === 0) return 'all'
  // OSS writes this word so.
  const message = 'Should not speficy both complete all header and http body.'
  throw ossError('InvalidArgument', message, { ec: '0042-00000216', details })
}

function parsePartList(text: string): WantedPart[] {
  const document = parseXml(text)
  if (document?.name !== 'CompleteMultipartUpload') throw malformedXml()
  const wanted = childrenOf(document, 'Part').map((part) => {
    const [number, etag] = [childText(part, 'PartNumber'), childText(part, 'ETag')]
    if (number === undefined || etag === undefined) throw malformedXml()
    return { number: partNumberOf(number), etag: etag.replace(/^"(.*)"$/, '$1').toUpperCase() }
  })
  return wanted
}

/** The stored parts of the list: an empty list makes an empty object, as in OSS. Gaps are allowed. @throws OssError if the order is wrong, a part is missing or its ETag differs */
export function chooseParts(wanted: WantedPart[] | 'all', parts: PartRecord[]): PartRecord[] {
  if (wanted === 'all') return parts
  const isAscending = wanted.every(({ number }, index) => number > (wanted[index - 1]?.number ?? 0))
  if (!isAscending) {
    const message =
      'The list of parts was not in ascending order. Parts list must be specified in order by part number.'
    throw ossError('InvalidPartOrder', message, { ec: '0042-00000209' })
  }
  const byNumber = new Map(parts.map((part) => [part.number, part]))
  return wanted.map(({ number, etag }) => {
    const part = byNumber.get(number)
    if (part?.etag !== etag) throw invalidPart(number)
    return part
  })
}

function invalidPart(number: number): OssError {
  const message =
    "One or more of the specified parts could not be found or the specified entity tag might not have matched the part's entity tag."
  return ossError('InvalidPart', message, { details: { PartNumber: `${number}` } })
}

/** Only the last part may be smaller than 100 KB. */
export function checkPartSizes(parts: PartRecord[]): void {
  const small = parts.slice(0, -1).find(({ size }) => size < MIN_PART_BYTES)
  if (!small) return
  throw ossError('EntityTooSmall', 'Your proposed upload smaller than the minimum allowed size.', {
    details: {
      MinSizeAllowed: `${MIN_PART_BYTES}`,
      ProposedSize: `${small.size}`,
      PartNumber: `${small.number}`,
      ETag: `"${small.etag}"`,
    },
  })
}
