import { createHash, createSign, generateKeyPairSync } from 'node:crypto'
import { type CallbackSender, callbackText, PUBLIC_KEY_PATH } from '../../../dev/local-cloud/callback/send'

/** One for all runs: making a key takes longer than a run. */
const KEYS = generateKeyPairSync('rsa', { modulusLength: 1024 })
const PUBLIC_KEY = KEYS.publicKey.export({ type: 'spki', format: 'pem' }).toString()

const KEY_PREFIX = 'https://keys.oss.example/'

/** How the backend gets the key, and where from. */
export const CALLBACK_KEYS = {
  keyPrefixes: [KEY_PREFIX],
  fetch: async () => new Response(PUBLIC_KEY),
}

/** OSS's callbacks, handed to the backend without a socket. */
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
    const answered = Buffer.from(await response.arrayBuffer())
    // As every HTTP server does.
    const headers = { 'content-length': String(answered.length), ...Object.fromEntries(response.headers) }
    return { status: response.status, headers, body: answered }
  },
})
