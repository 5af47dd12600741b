import { explanationOf } from '../../explain/explanation'
import type { Said } from '../../explain/said'
import { parseXml, type XmlElement, xmlDocument } from '../../xml'
import type { Operator } from '../operator'

/** Rules of a bucket that OSS only takes all at once: whoever writes one has to bring the others along. */
export interface RuleSet {
  /** The sub-resource: `cors`, `lifecycle`. */
  query: string
  root: string
  rule: string
  /** What OSS says when there are none. */
  none: string
  /** RAM’s name of the actions: `oss:Get…`, `oss:Put…`, `oss:Delete…`. */
  action: string
  /** One rule on one line. */
  line(rule: XmlElement): string
}

/** OSS refused; its words are explained by whoever catches this. */
export class OssRefusal extends Error {
  readonly said: Said
  /** The right that is missing, if it is one: `oss:PutBucketCors`. */
  readonly action: string

  constructor(fault: Said, action: string) {
    super(explanationOf(fault).what?.en ?? `${fault.code} ${fault.message}`)
    this.name = 'OssRefusal'
    this.said = fault
    this.action = fault.status === 403 ? action : ''
  }
}

/** The whole document as it is, with everything we know nothing of; undefined when there are no rules. */
export async function readRules({ query, none, action }: RuleSet, operator: Operator): Promise<XmlElement | undefined> {
  const { error, body } = await operator.call({ method: 'GET', query: { [query]: '' } })
  if (error?.code === none) return undefined
  if (error) throw new OssRefusal(error, `oss:Get${action}`)
  return parseXml(body.toString('utf8'))
}

/** Without rules the whole document goes: OSS takes no empty one. */
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

/** The rules of a document; none of no document. */
export const rulesOf = ({ rule }: RuleSet, document: XmlElement | undefined): XmlElement[] =>
  document?.children.filter(({ name }) => name === rule) ?? []
