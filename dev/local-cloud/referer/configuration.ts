import { childrenOf, childText, type XmlElement } from '../http/parse-xml'
import { xmlDocument } from '../http/write-xml'
import { type OssError, ossError } from '../oss/errors'

/** Hotlink protection: https://help.aliyun.com/zh/oss/developer-reference/putbucketreferer */
export interface RefererConfiguration {
  allowEmpty: boolean
  /** Whether the query of the Referer is cut off before it is compared. */
  truncateQuery: boolean
  /** Whether the path of the Referer is cut off too. */
  truncatePath: boolean
  /** The whitelist; if it is empty, all pages may use the objects. `*` is any text, `?` any character. */
  allowed: string[]
  /** The blacklist, which overrides the whitelist. */
  refused: string[]
}

/** The configuration of a new bucket, as OSS returns it: no protection. */
export const NO_PROTECTION: RefererConfiguration = {
  allowEmpty: true,
  truncateQuery: true,
  truncatePath: false,
  allowed: [],
  refused: [],
}

/** @throws OssError `MalformedXML`; EC 0033-00000002 if AllowEmptyReferer is missing */
export function parseReferer(document: XmlElement | undefined): RefererConfiguration {
  if (document?.name !== 'RefererConfiguration') throw malformed()
  if (childText(document, 'AllowEmptyReferer') === undefined) throw malformed('0033-00000002')
  return {
    allowEmpty: flag(document, 'AllowEmptyReferer', true),
    truncateQuery: flag(document, 'AllowTruncateQueryString', true),
    truncatePath: flag(document, 'TruncatePath', false),
    allowed: patterns(document, 'RefererList'),
    refused: patterns(document, 'RefererBlacklist'),
  }
}

function flag(document: XmlElement, name: string, byDefault: boolean): boolean {
  const text = childText(document, name) ?? `${byDefault}`
  if (text !== 'true' && text !== 'false') throw malformed()
  return text === 'true'
}

function malformed(ec?: string): OssError {
  const message = 'The XML you provided was not well-formed or did not validate against our published schema.'
  return ossError('MalformedXML', message, ec === undefined ? {} : { ec })
}

const patterns = (document: XmlElement, list: string): string[] =>
  childrenOf(document, list)
    .flatMap((element) => childrenOf(element, 'Referer'))
    .map(({ text }) => text.trim())
    .filter((pattern) => pattern !== '')

export function refererXml({ allowEmpty, truncateQuery, truncatePath, allowed, refused }: RefererConfiguration) {
  return xmlDocument('RefererConfiguration', {
    AllowEmptyReferer: `${allowEmpty}`,
    AllowTruncateQueryString: `${truncateQuery}`,
    TruncatePath: `${truncatePath}`,
    RefererList: { Referer: allowed },
    ...(refused.length > 0 && { RefererBlacklist: { Referer: refused } }),
  })
}
