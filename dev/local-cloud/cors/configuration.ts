import { childrenOf, childText, type XmlElement } from '../http/parse-xml'
import { type XmlContent, xmlDocument } from '../http/write-xml'
import { type OssError, ossError } from '../oss/errors'

/** https://help.aliyun.com/zh/oss/developer-reference/putbucketcors */
export interface CorsRule {
  /** `*`, or an origin with at most one `*`. */
  allowedOrigins: string[]
  allowedMethods: string[]
  /** Lower case; `*`, or a name with at most one `*`. */
  allowedHeaders: string[]
  exposeHeaders: string[]
  maxAgeSeconds?: number
}

export interface CorsConfiguration {
  rules: CorsRule[]
  /** Every answer gets `Vary: Origin`, for caches. */
  responseVary: boolean
}

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD']
const MAX_RULES = 10

/** The rules that the documentation recommends for web pages: any origin and header, and the headers that an uploader reads. */
export const OPEN_CORS: CorsConfiguration = {
  rules: [
    {
      allowedOrigins: ['*'],
      allowedMethods: METHODS,
      allowedHeaders: ['*'],
      exposeHeaders: ['ETag', 'x-oss-request-id', 'x-oss-hash-crc64ecma', 'x-oss-version-id'],
      maxAgeSeconds: 600,
    },
  ],
  responseVary: true,
}

/** @throws OssError as OSS answers to a wrong PutBucketCors */
export function parseCors(document: XmlElement | undefined): CorsConfiguration {
  if (document?.name !== 'CORSConfiguration') throw malformed()
  const rules = childrenOf(document, 'CORSRule').map(parseRule)
  if (rules.length === 0 || rules.length > MAX_RULES) throw malformed()
  const responseVary = childText(document, 'ResponseVary') ?? 'false'
  if (responseVary !== 'true' && responseVary !== 'false') throw malformed('0034-00000004')
  return { rules, responseVary: responseVary === 'true' }
}

function parseRule(element: XmlElement): CorsRule {
  const texts = (name: string) => childrenOf(element, name).map(({ text }) => text.trim())
  const rule = {
    allowedOrigins: texts('AllowedOrigin'),
    allowedMethods: texts('AllowedMethod'),
    allowedHeaders: texts('AllowedHeader').map((name) => name.toLowerCase()),
    exposeHeaders: texts('ExposeHeader'),
  }
  const maxAge = childText(element, 'MaxAgeSeconds')
  const hasOneWildcard = (value: string) => value !== '' && value.split('*').length <= 2
  const isValid =
    rule.allowedOrigins.length > 0 &&
    rule.allowedOrigins.every(hasOneWildcard) &&
    rule.allowedMethods.length > 0 &&
    rule.allowedMethods.every((method) => METHODS.includes(method)) &&
    rule.allowedHeaders.every(hasOneWildcard) &&
    rule.exposeHeaders.every((name) => name !== '' && !name.includes('*')) &&
    (maxAge === undefined || /^\d{1,9}$/.test(maxAge))
  if (!isValid) throw malformed()
  return { ...rule, ...(maxAge !== undefined && { maxAgeSeconds: Number(maxAge) }) }
}

/** The documentation gives no code for a single wrong value; a document that fails its schema is malformed XML. */
function malformed(ec?: string): OssError {
  const message = 'The XML you provided was not well-formed or did not validate against our published schema.'
  return ossError('MalformedXML', message, ec === undefined ? {} : { ec })
}

export function corsXml({ rules, responseVary }: CorsConfiguration): Buffer {
  const CORSRule: XmlContent[] = rules.map((rule) => ({
    AllowedOrigin: rule.allowedOrigins,
    AllowedMethod: rule.allowedMethods,
    AllowedHeader: rule.allowedHeaders,
    ExposeHeader: rule.exposeHeaders,
    ...(rule.maxAgeSeconds !== undefined && { MaxAgeSeconds: `${rule.maxAgeSeconds}` }),
  }))
  return xmlDocument('CORSConfiguration', { CORSRule, ResponseVary: `${responseVary}` })
}
