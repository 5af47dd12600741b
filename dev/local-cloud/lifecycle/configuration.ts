import { childrenOf, childText, type XmlElement } from '../http/parse-xml'
import { type XmlContent, xmlDocument } from '../http/write-xml'
import { notImplemented, type OssError, ossError } from '../oss/errors'

/** When something expires: a number of days after its date, or if it is older than a date. */
export type Age = { days: number } | { createdBefore: string }

/** https://help.aliyun.com/zh/oss/developer-reference/putbucketlifecycle */
export interface LifecycleRule {
  id: string
  prefix: string
  isEnabled: boolean
  expiration?: Age
  abortMultipartUpload?: Age
  /** Counts from the day on which a version stopped being the current one. */
  noncurrentVersionExpiration?: { days: number }
}

const MAX_RULES = 1000
const ACTIONS = ['expiration', 'abortMultipartUpload', 'noncurrentVersionExpiration'] as const

/** `newId` creates the id of a rule without one. @throws OssError as OSS answers to a wrong PutBucketLifecycle */
export function parseLifecycle(document: XmlElement | undefined, newId: () => string): LifecycleRule[] {
  if (document?.name !== 'LifecycleConfiguration') throw malformed()
  const rules = childrenOf(document, 'Rule').map((element) => parseRule(element, newId))
  if (rules.length === 0 || rules.length > MAX_RULES) throw malformed()
  if (new Set(rules.map(({ id }) => id)).size < rules.length) throw invalid('Rule ID must be unique.')
  checkOverlaps(rules)
  return rules
}

const KNOWN = ['ID', 'Prefix', 'Status', 'Expiration', 'AbortMultipartUpload', 'NoncurrentVersionExpiration']

function parseRule(element: XmlElement, newId: () => string): LifecycleRule {
  const other = element.children.find(({ name }) => !KNOWN.includes(name))
  if (other) {
    throw ossError('NotImplemented', `The local cloud has no ${other.name} in lifecycle rules.`)
  }
  const id = childText(element, 'ID') || newId()
  const status = childText(element, 'Status')
  if (Buffer.byteLength(id) > 255 || (status !== 'Enabled' && status !== 'Disabled')) throw malformed()
  if (childrenOf(element, 'Prefix').length > 1) throw malformed('0014-00000010')
  const rule: LifecycleRule = { id, prefix: childText(element, 'Prefix') ?? '', isEnabled: status === 'Enabled' }
  const [expiration] = childrenOf(element, 'Expiration')
  const [abort] = childrenOf(element, 'AbortMultipartUpload')
  const [noncurrent] = childrenOf(element, 'NoncurrentVersionExpiration')
  if (!expiration && !abort && !noncurrent) throw malformed()
  return {
    ...rule,
    ...(expiration && { expiration: parseAge(expiration) }),
    ...(abort && { abortMultipartUpload: parseAge(abort) }),
    ...(noncurrent && { noncurrentVersionExpiration: { days: parseDays(childText(noncurrent, 'NoncurrentDays')) } }),
  }
}

function parseAge(element: XmlElement): Age {
  if (childText(element, 'ExpiredObjectDeleteMarker') !== undefined) {
    throw notImplemented('ExpiredObjectDeleteMarker in lifecycle rules')
  }
  const days = childText(element, 'Days')
  const createdBefore = childText(element, 'CreatedBeforeDate')
  if ((days === undefined) === (createdBefore === undefined)) throw malformed()
  if (days !== undefined) return { days: parseDays(days) }
  if (!/^\d{4}-\d\d-\d\dT00:00:00(\.000)?Z$/.test(createdBefore ?? '')) {
    throw invalid('CreatedBeforeDate must be midnight GMT in ISO 8601.')
  }
  return { createdBefore: createdBefore ?? '' }
}

function parseDays(days: string | undefined): number {
  if (days === undefined) throw malformed()
  if (!/^[1-9]\d{0,4}$/.test(days)) throw invalid('Days must be a positive integer.')
  return Number(days)
}

/** https://help.aliyun.com/zh/oss/user-guide/0014-00000084: the prefixes of two rules with the same action must not overlap. */
function checkOverlaps(rules: LifecycleRule[]): void {
  for (const action of ACTIONS) {
    const prefixes = rules.filter((rule) => rule[action]).map(({ prefix }) => prefix)
    const overlaps = prefixes.some((a, i) => prefixes.some((b, j) => i !== j && b.startsWith(a)))
    if (overlaps) throw invalid('Overlap for same action type.', '0014-00000084')
  }
}

function malformed(ec?: string): OssError {
  const message = 'The XML you provided was not well-formed or did not validate against our published schema.'
  return ossError('MalformedXML', message, ec === undefined ? {} : { ec })
}

function invalid(message: string, ec?: string): OssError {
  return ossError('InvalidArgument', message, ec === undefined ? {} : { ec })
}

export function lifecycleXml(rules: readonly LifecycleRule[]): Buffer {
  const Rule: XmlContent[] = rules.map(({ id, prefix, isEnabled, noncurrentVersionExpiration, ...ages }) => ({
    ID: id,
    Prefix: prefix,
    Status: isEnabled ? 'Enabled' : 'Disabled',
    ...(ages.expiration && { Expiration: ageXml(ages.expiration) }),
    ...(ages.abortMultipartUpload && { AbortMultipartUpload: ageXml(ages.abortMultipartUpload) }),
    ...(noncurrentVersionExpiration && {
      NoncurrentVersionExpiration: { NoncurrentDays: `${noncurrentVersionExpiration.days}` },
    }),
  }))
  return xmlDocument('LifecycleConfiguration', { Rule })
}

const ageXml = (age: Age): XmlContent =>
  'days' in age ? { Days: `${age.days}` } : { CreatedBeforeDate: age.createdBefore }
