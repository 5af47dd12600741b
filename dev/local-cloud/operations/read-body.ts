import { createHash } from 'node:crypto'
import type { Exchange } from '../cloud/cloud'
import { parseXml, type XmlElement } from '../http/parse-xml'
import { type OssError, ossError } from '../oss/errors'

/** Content-MD5 is base64 of 16 bytes. @throws OssError if it differs from `digest` */
export function checkDigest(header: string | undefined, digest: Buffer): void {
  if (header === undefined || header === digest.toString('base64')) return
  throw ossError('InvalidDigest', 'The Content-MD5 you specified was invalid.')
}

/** Reads the whole body of a request that sends XML. */
export async function readBody({ request }: Exchange, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body) {
    size += chunk.length
    if (size > maxBytes) throw malformedXml()
    chunks.push(chunk)
  }
  const body = Buffer.concat(chunks)
  checkDigest(request.headers['content-md5'], createHash('md5').update(body).digest())
  return body
}

/** Undefined if the body is not well-formed XML. */
export async function readXml(exchange: Exchange, maxBytes: number): Promise<XmlElement | undefined> {
  return parseXml((await readBody(exchange, maxBytes)).toString('utf8'))
}

export const malformedXml = (): OssError =>
  ossError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema.')

/** Limit for an object or part in one request: https://help.aliyun.com/zh/oss/user-guide/limits */
const MAX_BYTES = 5 * 1024 ** 3

export function checkSize(size: number): void {
  if (size > MAX_BYTES) throw ossError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size.')
}

/** Refuses a body that is too long before it is read. A body without a length must be chunked. */
export function checkLength({ request }: Exchange): void {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  if (length !== undefined) checkSize(Number(length))
  if (length !== undefined || encoding !== undefined) return
  throw ossError('MissingContentLength', 'You must provide the Content-Length HTTP header.')
}
