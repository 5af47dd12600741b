import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

/** What phones ask for by themselves. */
export const ACCEPTED_ENCODINGS = 'gzip,compress,br,deflate'

const DECODERS = { gzip: createGunzip, br: createBrotliDecompress, deflate: createInflate }

/**
 * The body of an answer as the mini-program gets it. A mini-program that has set `accept-encoding` itself gets the bytes
 * of the wire, as in some versions of WeChat.
 */
export function decodedAnswer(
  response: IncomingMessage,
  { method, headers }: { method: string; headers: OutgoingHttpHeaders },
): Readable {
  const encoding = response.headers['content-encoding'] ?? ''
  const hasBody = method !== 'HEAD' && response.statusCode !== 204 && response.statusCode !== 304
  if (!hasBody || headers['accept-encoding'] !== ACCEPTED_ENCODINGS || !(encoding in DECODERS)) return response
  const decoder = DECODERS[encoding as keyof typeof DECODERS]()
  response.on('error', (error) => decoder.destroy(error))
  return response.pipe(decoder)
}
