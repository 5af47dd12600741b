import { parseXml, type XmlElement, xmlDocument } from '../../../oss/xml'
import type { Operator } from '../../cloud/operator'
import type { ReportedError } from '../../cloud/reported-error'
import { explanationOf } from '../../explain/explanation'

/** A kind of bucket rules. OSS only accepts all rules at once, so writing one means writing the others again. */
export interface RuleSet {
  /** The sub-resource: `cors`, `lifecycle`. */
  query: string
  root: string
  rule: string
  /** The error code of OSS if there are no rules. */
  missingCode: string
  /** The RAM actions without their verb: `oss:Get…`, `oss:Put…`, `oss:Delete…`. */
  action: string
  /** Describes a rule on one line. */
  describe(rule: XmlElement): string
}

/** OSS refused a request. `explain` explains it to the user. */
export class OssRefusal extends Error {
  readonly reported: ReportedError
  /** The missing permission, such as `oss:PutBucketCors`; '' if OSS refused for another reason. */
  readonly action: string

  constructor(fault: ReportedError, action: string) {
    super(explanationOf(fault).what?.en ?? `${fault.code} ${fault.message}`)
    this.name = 'OssRefusal'
    this.reported = fault
    this.action = fault.status === 403 ? action : ''
  }
}

/** Reads the whole document, also the elements that are unknown here. Undefined if there are no rules. */
export async function readRules(
  { query, missingCode, action }: RuleSet,
  operator: Operator,
): Promise<XmlElement | undefined> {
  const { error, body } = await operator.call({ method: 'GET', query: { [query]: '' } })
  if (error?.code === missingCode) return undefined
  if (error) throw new OssRefusal(error, `oss:Get${action}`)
  return parseXml(body.toString('utf8'))
}

/** Writes the document. Without rules it is deleted, because OSS refuses an empty one. */
export async function writeRules(
  { query, rule, action }: RuleSet,
  operator: Operator,
  document: XmlElement | undefined,
): Promise<void> {
  const isEmpty = !document?.children.some(({ name }) => name === rule)
  const { error } = await operator.call(
    !document || isEmpty
      ? { method: 'DELETE', query: { [query]: '' } }
      : {
          method: 'PUT',
          query: { [query]: '' },
          headers: { 'content-type': 'application/xml' },
          body: xmlDocument(document),
        },
  )
  if (error) throw new OssRefusal(error, `oss:${isEmpty ? 'Delete' : 'Put'}${action}`)
}

/** Returns the rules of a document. */
export const rulesOf = ({ rule }: RuleSet, document: XmlElement | undefined): XmlElement[] =>
  document?.children.filter(({ name }) => name === rule) ?? []
