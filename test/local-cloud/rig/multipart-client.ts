import type { Session } from '../../../dev/local-cloud/auth/key-ring'
import { type Answer, BUCKET, chunks, type TestCloud, xmlText } from './in-process'
import { type SignedRequest, signHeader } from './sign'

export const KEY = 'u/big.bin'

type Bytes = string | Uint8Array
type Strings = Record<string, string>

/** Multipart operations on one key. `current` is called each time, since each test has a new cloud and session. */
export function multipartClient(current: () => { test: TestCloud; session: Session }) {
  const send = (request: SignedRequest, body: Bytes = '', signer = current().session): Promise<Answer> =>
    current().test.oss({ ...signHeader(signer, { key: KEY, ...request }), body: chunks(body) })
  return {
    send,
    /** Returns the upload id. */
    async initiate(headers: Strings = {}, query: Strings = {}): Promise<string> {
      const { status, text } = await send({ method: 'POST', query: { uploads: '', ...query }, headers })
      expect([status, xmlText(text, 'Bucket'), xmlText(text, 'Key')]).toEqual([200, BUCKET, KEY])
      return xmlText(text, 'UploadId')
    },
    part: (uploadId: string, partNumber: number | string, body: Bytes, signer?: Session) =>
      send({ method: 'PUT', query: { uploadId, partNumber: `${partNumber}` } }, body, signer),
    complete: (uploadId: string, body: string, headers: Strings = {}, signer?: Session) =>
      send({ method: 'POST', query: { uploadId }, headers }, body, signer),
  }
}

/** Number and ETag of each part. */
export const listXml = (...parts: [number | string, string][]): string => {
  const all = parts.map(([number, etag]) => `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`)
  return `<CompleteMultipartUpload>${all.join('')}</CompleteMultipartUpload>`
}
