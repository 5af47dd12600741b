import { createHash } from 'node:crypto'
import type { CloudRequest } from '../http/exchange'
import { checkDigest } from '../operations/read-body'

export interface Digested {
  chunks: AsyncIterable<Uint8Array>
  /** Reads the rest of the body. @throws OssError if the body does not have the MD5 of `Content-MD5` */
  check(): Promise<void>
}

/** Content-MD5 of a form is that of the whole body, not of the file. */
export function digested({ body, headers }: Pick<CloudRequest, 'body' | 'headers'>): Digested {
  const wanted = headers['content-md5']
  if (wanted === undefined) return { chunks: body, check: async () => {} }
  const md5 = createHash('md5')
  const source = body[Symbol.asyncIterator]()
  const next = async () => {
    const step = await source.next()
    if (!step.done) md5.update(step.value)
    return step
  }
  return {
    chunks: { [Symbol.asyncIterator]: () => ({ next }) },
    async check() {
      while (!(await next()).done);
      checkDigest(wanted, md5.digest())
    },
  }
}
