import { createHash } from 'node:crypto'
import type { Exchange } from '../cloud/cloud'
import { parseXml, type XmlElement } from '../http/parse-xml'
import { type OssError, ossError } from '../oss/errors'

/** Base64 of 16 bytes; throws unless `digest` is that of these. */
export function checkDigest(header: string | undefined, digest: Buffer): void {
  if (header === undefined || header === digest.toString('base64')) return
  throw ossError('InvalidDigest', 'The Content-MD5 you specified was invalid.')
}

/** The whole body, which is XML and not the object's bytes. */
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

/** Undefined when the body is no well-formed XML. */
export async function readXml(exchange: Exchange, maxBytes: number): Promise<XmlElement | undefined> {
  return parseXml((await readBody(exchange, maxBytes)).toString('utf8'))
}

export const malformedXml = (): OssError =>
  ossError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema.')

/** Of an object or a part that comes in one request: https://help.aliyun.com/zh/oss/user-guide/limits */
const MAX_BYTES = 5 * 1024 ** 3

export function checkSize(size: number): void {
  if (size > MAX_BYTES) throw ossError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size.')
}

/** A body without a length has to come in chunks; what says that it is too long is not waited for. */
export function checkLength({ request }: Exchange): void {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  if (length !== undefined) checkSize(Number(length))
  if (length !== undefined || encoding !== undefined) return
  throw ossError('MissingContentLength', 'You must provide the Content-Length HTTP header.')
}
