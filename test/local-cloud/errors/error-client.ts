import type { Session } from '../../../dev/local-cloud/auth/key-ring'
import { type Answer, chunks, type TestCloud, xmlText } from '../rig/in-process'
import { pinnedForm, post, postRequest } from '../rig/post-form'
import { type SignedRequest, signHeader } from '../rig/sign'

type Bytes = string | Uint8Array
type Strings = Record<string, string>

/** `<status> <code> <EC, or - if the documentation gives none>: <cause>` → a request that raises it. */
export type Rows = Record<string, (client: ErrorClient) => Promise<Answer>>

export type ErrorClient = ReturnType<typeof errorClient>

/** Short functions for the requests of the rows. */
export function errorClient(test: TestCloud) {
  const session = test.session()
  const send = (request: SignedRequest, body: Bytes = 'x', signer: Session = session): Promise<Answer> =>
    test.oss({ ...signHeader(signer, request), body: chunks(body) })
  return {
    test,
    session,
    send,
    put: (headers: Strings = {}, key = 'a', body: Bytes = 'x') => send({ method: 'PUT', key, headers }, body),
    form: (fields: Strings = {}, more: unknown[] = []) =>
      test.oss(post(pinnedForm(session, { key: 'a', ...fields }, more))),
    raw: (body: Bytes) => test.oss(postRequest(body)),
    append: (position?: string, headers: Strings = {}) => {
      const query = { append: '', ...(position !== undefined && { position }) }
      return send({ method: 'POST', key: 'a', query, headers: { 'content-length': '1', ...headers } })
    },
    async multipart(...parts: [number, Bytes][]): Promise<{ uploadId: string; etags: string[] }> {
      const initiated = await send({ method: 'POST', key: 'm', query: { uploads: '' } }, '')
      const uploadId = xmlText(initiated.text, 'UploadId')
      const etags: string[] = []
      for (const [number, bytes] of parts) {
        const query = { uploadId, partNumber: `${number}` }
        etags.push((await send({ method: 'PUT', key: 'm', query }, bytes)).headers.etag ?? '')
      }
      return { uploadId, etags }
    },
    complete(uploadId: string, parts: [number, string][], headers: Strings = {}): Promise<Answer> {
      const list = parts.map(([number, etag]) => `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`)
      const body = `<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`
      return send({ method: 'POST', key: 'm', query: { uploadId }, headers }, body)
    },
  }
}
