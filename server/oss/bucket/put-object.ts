import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { objectUrl } from '../../../miniprogram/uploader/oss-v4/encoding'
import { formatDate } from '../../../miniprogram/uploader/oss-v4/signing-scope'
import type { Dimensions } from '../../content/dimensions'
import type { CredentialSource } from '../../credentials/credentials'
import type { Answer } from '../../outbound/send-request'
import { signedHeaders } from '../signing/authorization'
import type { ObjectSettings } from './bucket'
import { cloudFault } from './cloud-fault'
import { objectHeaders } from './object-headers'
import type { BucketOptions } from './oss-call'
import { readOssError } from './oss-error'

export interface ObjectPut extends ObjectSettings {
  key: string
  /** Whether an object that is there already is replaced. */
  overwrite: boolean
  dimensions?: Dimensions
  /** Bytes, if they are known. Otherwise the body is sent in chunks. */
  size?: number
  /** Is read only as fast as OSS takes it. */
  body: AsyncIterable<Uint8Array>
  /** Ends the request at once. */
  signal?: AbortSignal
}

/**
 * Stores one object of up to 5 GB, whose length need not be known. `exists`: there is an object already, which stays
 * unchanged. If the body fails, OSS stores nothing, and the promise rejects. It is sent once: a stream cannot be repeated.
 * @throws Fault `cloud-unavailable` or `server-misconfigured`.
 * https://help.aliyun.com/en/oss/developer-reference/putobject
 */
export type PutObject = (put: ObjectPut) => Promise<{ crc64: string } | 'exists'>

export const putObject =
  ({ bucket, region, endpoint }: BucketOptions, credentials: CredentialSource, now: () => number): PutObject =>
  async (put) => {
    const request = { method: 'PUT' as const, bucket, key: put.key, headers: headersOf(put) }
    const headers = signedHeaders(request, await credentials('upload'), { date: formatDate(now()), region })
    // Signing it would change nothing: OSS does not store a body of another length.
    const all = put.size === undefined ? headers : { ...headers, 'content-length': String(put.size) }
    try {
      const answer = await send(objectUrl(endpoint, put.key), all, put)
      if (answer.status === 200) return { crc64: String(answer.headers['x-oss-hash-crc64ecma'] ?? '') }
      const error = readOssError(answer)
      if (error.code === 'FileAlreadyExists') return 'exists'
      throw error
    } catch (error) {
      throw cloudFault(error)
    }
  }

/** The names must be lower case, as the signature's are. */
const headersOf = (put: ObjectPut): Record<string, string> =>
  Object.fromEntries(
    Object.entries({
      ...objectHeaders(put),
      'x-oss-object-acl': put.acl,
      'x-oss-forbid-overwrite': String(!put.overwrite),
      ...(put.dimensions && {
        'x-oss-meta-width': String(put.dimensions.width),
        'x-oss-meta-height': String(put.dimensions.height),
      }),
    }).map(([name, value]) => [name.toLowerCase(), value]),
  )

/** Without a byte in either direction. */
const IDLE_MS = 60_000
const MOST_ANSWER = 16 * 1024

async function send(
  url: string,
  headers: Record<string, string>,
  { body, signal }: Pick<ObjectPut, 'body' | 'signal'>,
): Promise<Answer> {
  const open = url.startsWith('https:') ? httpsRequest : httpRequest
  // A kept connection may have been closed by OSS just now, and a stream could not be sent again.
  const request = open(url, { method: 'PUT', headers, agent: false, signal })
  request.setTimeout(IDLE_MS, () => request.destroy(new Error(`no byte within ${IDLE_MS} ms`)))
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve)
    request.once('error', reject)
  })
  const sent = pipeline(Readable.from(body, { objectMode: false }), request)
  try {
    // OSS may refuse before the body ends, so the answer counts as soon as it is there.
    const response = await Promise.race([answered, sent.then(() => answered)])
    return await read(response)
  } finally {
    request.destroy()
    for (const rest of [sent, answered]) rest.catch(() => undefined)
  }
}

async function read(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    chunks.push(chunk as Buffer)
    size += (chunk as Buffer).length
    if (size > MOST_ANSWER) break
  }
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }
}
