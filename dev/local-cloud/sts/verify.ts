import type { Account } from '../auth/key-ring'
import { isSame } from '../auth/v4-signature'
import type { CloudRequest, Query } from '../exchange'
import { ACS3_ALGORITHM, acs3CanonicalRequest, acs3Signature, sha256 } from './acs3-signature'
import { stsError } from './errors'

const TOLERANCE = 15 * 60 * 1000

/** Nonces that were used while their date could still be accepted. */
export type Nonces = Map<string, number>

/** Throws unless the account's own key signed this very request, now and for the first time. */
export function verifyAcs3(
  account: Account,
  nonces: Nonces,
  request: CloudRequest & { path: string; query: Query },
  body: Buffer,
  now: number,
): void {
  const { accessKeyId, signedHeaders, signature } = parseAuthorization(request.headers.authorization)
  if (accessKeyId !== account.accessKeyId) {
    throw stsError('InvalidAccessKeyId.NotFound', 'Specified access key is not found.')
  }
  checkSignedHeaders(signedHeaders, request.headers)
  checkDate(request.headers['x-acs-date'] ?? '', now)
  const bodyHash = sha256(body)
  if (request.headers['x-acs-content-sha256'] !== bodyHash) {
    throw stsError('SignatureDoesNotMatch', 'x-acs-content-sha256 is not the hash of the body.')
  }
  const canonical = acs3CanonicalRequest({ ...request, signedHeaders, bodyHash })
  if (!isSame(acs3Signature(account.accessKeySecret, canonical), signature)) {
    const message = `Specified signature does not match our calculation. server string to sign is:${ACS3_ALGORITHM}\n${sha256(canonical)} server CanonicalRequest is:${canonical}`
    throw stsError('SignatureDoesNotMatch', message)
  }
  useNonce(nonces, request.headers['x-acs-signature-nonce'] ?? '', now)
}

function parseAuthorization(header = '') {
  const match = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(header)
  const [, accessKeyId, names, signature] = match ?? []
  if (!accessKeyId || !names || !signature) {
    throw stsError('IncompleteSignature', 'The request signature does not conform to Aliyun standards.')
  }
  return { accessKeyId, signedHeaders: names.split(';'), signature }
}

/** Every header that matters has to be signed: a signature that leaves one out protects less than it seems to. */
function checkSignedHeaders(signed: string[], headers: Record<string, string>): void {
  const needed = Object.keys(headers).filter(
    (name) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'),
  )
  const missing = needed.find((name) => !signed.includes(name))
  const unknown = signed.find((name) => headers[name] === undefined)
  if (missing || unknown || signed.join() !== [...signed].sort().join()) {
    throw stsError('IncompleteSignature', `SignedHeaders does not fit the request (${missing ?? unknown ?? 'order'}).`)
  }
}

function checkDate(text: string, now: number): void {
  const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(date) || Math.abs(now - date) > TOLERANCE) {
    throw stsError('InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.')
  }
}

function useNonce(nonces: Nonces, nonce: string, now: number): void {
  for (const [used, time] of nonces) if (Math.abs(now - time) > 2 * TOLERANCE) nonces.delete(used)
  if (nonce === '' || nonces.has(nonce)) {
    throw stsError('SignatureNonceUsed', 'Specified signature nonce was used already.')
  }
  nonces.set(nonce, now)
}
