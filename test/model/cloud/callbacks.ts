import { createHash, createSign, generateKeyPairSync } from 'node:crypto'
import { type CallbackSender, callbackText, PUBLIC_KEY_PATH } from '../../../dev/local-cloud/callback/send'

/** All runs share one key, because generating a key takes longer than a run. */
const KEYS = generateKeyPairSync('rsa', { modulusLength: 1024 })
const PUBLIC_KEY = KEYS.publicKey.export({ type: 'spki', format: 'pem' }).toString()

const KEY_PREFIX = 'https://keys.oss.example/'

/** Lets the backend fetch the public key without a network. */
export const CALLBACK_KEYS = {
  keyPrefixes: [KEY_PREFIX],
  fetch: async () => new Response(PUBLIC_KEY),
}

/** Hands OSS's callbacks to the backend without a socket. */
export const callbackSender = (deliver: (request: Request) => Promise<Response>): CallbackSender => ({
  publicKey: PUBLIC_KEY,
  async send({ url, contentType, body }) {
    const response = await deliver(
      new Request(url, {
        method: 'POST',
        body,
        headers: {
          'content-type': contentType,
          'content-md5': createHash('md5').update(body).digest('base64'),
          authorization: createSign('RSA-MD5').update(callbackText(url, body)).sign(KEYS.privateKey, 'base64'),
          'x-oss-pub-key-url': Buffer.from(`${KEY_PREFIX}${PUBLIC_KEY_PATH.slice(1)}`).toString('base64'),
        },
      }),
    )
    const answer = Buffer.from(await response.arrayBuffer())
    // Every HTTP server sends the length.
    const headers = { 'content-length': String(answer.length), ...Object.fromEntries(response.headers) }
    return { status: response.status, headers, body: answer }
  },
})
