import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

export interface CosServer {
  listener: RequestListener
  /** Bodies of at least so many bytes, or whole multipart uploads, since the last call. */
  stored(size: number): number
}

const xml = (name: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><${name}><Bucket>bench-1250000000</Bucket>${content}</${name}>`

/**
 * The parts of COS's protocol that an upload by its SDK needs: temporary keys, PostObject, PutObject and multipart
 * uploads. It also takes the chunks of miniprogram-file-uploader. It reads every body and keeps none.
 * https://cloud.tencent.com/document/product/436/7751
 */
export function cosListener(): CosServer {
  let bodies: number[] = []
  let multipart = 0

  const answer = (request: IncomingMessage, response: ServerResponse, bytes: number): void => {
    const { method, url = '' } = request
    const query = new URL(url, 'http://localhost').searchParams
    if (query.has('uploads') && method === 'POST') {
      return void response.end(xml('InitiateMultipartUploadResult', '<Key>a</Key><UploadId>1</UploadId>'))
    }
    if (query.has('uploadId') && method === 'POST') {
      multipart += 1
      return void response.end(xml('CompleteMultipartUploadResult', '<Key>a</Key><ETag>"1"</ETag>'))
    }
    if (method === 'GET')
      return void response.end(xml('ListMultipartUploadsResult', '<IsTruncated>false</IsTruncated>'))
    if (!query.has('partNumber')) bodies.push(bytes)
    response.setHeader('etag', '"d41d8cd98f00b204e9800998ecf8427e"').end()
  }

  return {
    listener(request, response) {
      let bytes = 0
      request.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      const { url = '' } = request
      request.once('end', () => {
        if (url.startsWith('/merge')) multipart += 1
        if (/^\/(keys|chunk|merge)/.test(url)) response.setHeader('content-type', 'application/json').end(keys())
        else answer(request, response, bytes)
      })
    },
    stored(size) {
      const count = bodies.filter((bytes) => bytes >= size).length + multipart
      bodies = []
      multipart = 0
      return count
    },
  }
}

/** Temporary keys; the answers to chunks may be anything. */
const keys = (): string => {
  const startTime = Math.floor(Date.now() / 1000)
  const credentials = { tmpSecretId: 'AKIDbench', tmpSecretKey: 'bench-secret', sessionToken: 'x'.repeat(800) }
  return JSON.stringify({ credentials, startTime, expiredTime: startTime + 1800 })
}
