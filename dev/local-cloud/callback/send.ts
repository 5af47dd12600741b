import { createHash, createSign, generateKeyPair, type KeyObject } from 'node:crypto'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { promisify } from 'node:util'
import { percentDecode } from '../http/exchange'

export interface OutgoingCallback {
  url: URL
  /** Replaces the URL's host in the Host header. */
  host?: string | undefined
  /** Default false, as in OSS. */
  sni?: boolean
  bucket: string
  requestId: string
  contentType: string
  body: string
}

export interface CallbackAnswer {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

export interface CallbackSender {
  /** PEM, as served at `x-oss-pub-key-url`. */
  readonly publicKey: string
  /** Rejects if there is no answer within five seconds. */
  send(callback: OutgoingCallback): Promise<CallbackAnswer>
}

/** https://help.aliyun.com/en/oss/developer-reference/callback, "Timeout": five seconds, without a retry. */
const TIMEOUT = 5000
export const PUBLIC_KEY_PATH = '/callback_pub_key_v1.pem'

/** `keyPrefix` is the part of `x-oss-pub-key-url` before the key's file name; it ends with a slash. */
export async function createCallbackSender(keyPrefix: () => string, closing: AbortSignal): Promise<CallbackSender> {
  // OSS's own key is short too, and a long key takes a second to generate.
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 1024 })
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    send: (callback) => post(callback, signedHeaders(callback, privateKey, keyPrefix()), closing),
  }
}

/** The text that the signature covers: the decoded path, the unchanged query, the body. */
export const callbackText = (url: URL, body: string): string => `${percentDecode(url.pathname)}${url.search}\n${body}`

function signedHeaders(callback: OutgoingCallback, privateKey: KeyObject, keyPrefix: string): Record<string, string> {
  const { url, body } = callback
  const text = callbackText(url, body)
  return {
    Host: callback.host ?? url.host,
    'Content-Type': callback.contentType,
    'Content-Length': `${Buffer.byteLength(body)}`,
    'Content-MD5': createHash('md5').update(body).digest('base64'),
    'User-Agent': 'aliyun-oss-callback',
    Authorization: createSign('RSA-MD5').update(text).sign(privateKey, 'base64'),
    'x-oss-pub-key-url': Buffer.from(`${keyPrefix}${PUBLIC_KEY_PATH.slice(1)}`).toString('base64'),
    'x-oss-bucket': callback.bucket,
    'x-oss-requester': '1234567890123456',
    'x-oss-request-id': callback.requestId,
    'x-oss-signature-version': '1.0',
    'x-oss-tag': 'CALLBACK',
  }
}

function post(callback: OutgoingCallback, headers: Record<string, string>, closing: AbortSignal) {
  const { promise, resolve, reject } = deferred<CallbackAnswer>()
  const open = callback.url.protocol === 'https:' ? httpsRequest : httpRequest
  // With an empty server name the TLS connection sends no SNI.
  const tls = callback.sni ? {} : { servername: '' }
  const request = open(callback.url, { method: 'POST', headers, agent: false, ...tls })
  const stop = () => request.destroy(new Error('The cloud was closed.'))
  const timer = setTimeout(() => request.destroy(new Error('Cost too long time.')), TIMEOUT)
  closing.addEventListener('abort', stop, { once: true })
  request.once('error', reject)
  request.once('response', (response) => {
    collect(response).then((body) => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
    }, reject)
  })
  request.end(callback.body)
  return promise.finally(() => {
    clearTimeout(timer)
    closing.removeEventListener('abort', stop)
  })
}

async function collect(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function deferred<Value>() {
  let resolve!: (value: Value) => void
  let reject!: (reason: unknown) => void
  const promise = new Promise<Value>((onValue, onError) => {
    resolve = onValue
    reject = onError
  })
  return { promise, resolve, reject }
}
