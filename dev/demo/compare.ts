import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createCrc64 } from '../local-cloud/store/crc64'

export interface Digest {
  /** Bytes. */
  size: number
  sha256: string
  /** CRC-64/XZ, unsigned decimal. */
  crc64: string
}

export const digestOfFile = (path: string): Promise<Digest> => digest(createReadStream(path))

/** Digest of the answer to a GET of the URL. @throws Error if the status is not 200 */
export async function digestOfUrl(url: string): Promise<Digest> {
  const response = await fetch(url)
  if (response.status !== 200 || !response.body) throw new Error(`GET ${url} answered ${response.status}`)
  return digest(response.body as unknown as AsyncIterable<Uint8Array>)
}

async function digest(bytes: AsyncIterable<Uint8Array>): Promise<Digest> {
  const sha256 = createHash('sha256')
  const crc64 = createCrc64()
  let size = 0
  for await (const chunk of bytes) {
    sha256.update(chunk)
    crc64.update(chunk)
    size += chunk.length
  }
  return { size, sha256: sha256.digest('hex'), crc64: crc64.decimal() }
}
