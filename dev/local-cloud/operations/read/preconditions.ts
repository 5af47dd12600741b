import { ossError } from '../../oss/errors'
import type { ObjectRecord } from '../../store/record'

interface Validators {
  ifMatch: string | undefined
  ifNoneMatch: string | undefined
  ifModifiedSince: string | undefined
  ifUnmodifiedSince: string | undefined
}

/** `prefix` is empty for GET and HEAD, `x-oss-copy-source-` for CopyObject. */
export function checkPreconditions(headers: Record<string, string>, prefix: string, record: ObjectRecord): void {
  const validators = {
    ifMatch: headers[`${prefix}if-match`],
    ifNoneMatch: headers[`${prefix}if-none-match`],
    ifModifiedSince: headers[`${prefix}if-modified-since`],
    ifUnmodifiedSince: headers[`${prefix}if-unmodified-since`],
  }
  const failed = failedPrecondition(validators, record)
  if (failed) {
    const message = 'At least one of the pre-conditions you specified did not hold.'
    throw ossError('PreconditionFailed', message, { details: { Condition: failed } })
  }
  if (isUnchanged(validators, record)) throw ossError('NotModified', 'The object was not modified.')
}

function failedPrecondition({ ifMatch, ifUnmodifiedSince }: Validators, record: ObjectRecord): string | undefined {
  if (ifMatch !== undefined && !isSameEtag(ifMatch, record)) return 'If-Match'
  const until = instant(ifUnmodifiedSince)
  return until !== undefined && seconds(record) > until ? 'If-Unmodified-Since' : undefined
}

function isUnchanged({ ifNoneMatch, ifModifiedSince }: Validators, record: ObjectRecord): boolean {
  if (ifNoneMatch !== undefined) return isSameEtag(ifNoneMatch, record)
  const since = instant(ifModifiedSince)
  return since !== undefined && seconds(record) <= since
}

const isSameEtag = (value: string, { etag }: ObjectRecord): boolean =>
  value === '*' || value.replace(/^"(.*)"$/, '$1').toUpperCase() === etag.toUpperCase()

/** HTTP dates have no fractions of a second. */
const seconds = ({ lastModified }: ObjectRecord): number => Math.floor(lastModified / 1000) * 1000

function instant(date: string | undefined): number | undefined {
  const parsed = date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(parsed) ? undefined : parsed
}
