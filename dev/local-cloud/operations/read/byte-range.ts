import { ossError } from '../../oss/errors'

/** Both ends are inclusive. */
export interface ByteRange {
  start: number
  end: number
}

/**
 * Undefined means the whole object, with status 200. OSS also answers that for a range that reaches beyond the object,
 * even by one byte, unless the request has `x-oss-range-behavior: standard`. Of several ranges it uses the first.
 * https://help.aliyun.com/en/oss/how-to-obtain-oss-resources-by-segmenting-http-range-requests
 */
export function parseRange(header: string | undefined, size: number, isStandard: boolean): ByteRange | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)(?:,.*)?$/.exec(header ?? '') ?? []
  if (from === '' && to === '') return undefined
  const range =
    from === '' ? lastBytes(Number(to), size) : { start: Number(from), end: to === '' ? size - 1 : Number(to) }
  if (range.start < 0 || range.end >= size || range.start > range.end)
    return isStandard ? clamp(range, size) : undefined
  return range
}

const lastBytes = (length: number, size: number): ByteRange => ({ start: size - length, end: size - 1 })

function clamp({ start, end }: ByteRange, size: number): ByteRange {
  const clamped = { start: Math.max(0, start), end: Math.min(end, size - 1) }
  if (clamped.start > clamped.end) throw ossError('InvalidRange', 'The requested range cannot be satisfied')
  return clamped
}
