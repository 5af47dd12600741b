import type { KeyRing } from '../../auth/key-ring'
import { isSame } from '../../auth/v4/v4-signature'
import type { CloudRequest, Query } from '../../http/exchange'
import { type Caller, findCaller } from '../caller'
import { stsError } from '../errors'
import { ACS3_ALGORITHM, acs3CanonicalRequest, acs3Signature, sha256 } from './acs3-signature'
import { checkTimestamp, type Nonces, useNonce } from './nonces'

/** Checks key, time, signature and nonce of the request. @throws StsError */
export function verifyAcs3(
  ring: KeyRing,
  nonces: Nonces,
  request: CloudRequest & { path: string; query: Query },
  body: Buffer,
  now: number,
): Caller {
  const { accessKeyId, signedHeaders, signature } = parseAuthorization(request.headers.authorization)
  const caller = findCaller(ring, accessKeyId, request.headers['x-acs-security-token'], now)
  checkSignedHeaders(signedHeaders, request.headers)
  checkTimestamp(request.headers['x-acs-date'] ?? '', now)
  const bodyHash = sha256(body)
  if (request.headers['x-acs-content-sha256'] !== bodyHash) {
    throw stsError('SignatureDoesNotMatch', 'x-acs-content-sha256 is not the hash of the body.')
  }
  const canonical = acs3CanonicalRequest({ ...request, signedHeaders, bodyHash })
  if (!isSame(acs3Signature(caller.accessKeySecret, canonical), signature)) {
    const message = `Specified signature does not match our calculation. server string to sign is:${ACS3_ALGORITHM}\n${sha256(canonical)} server CanonicalRequest is:${canonical}`
    throw stsError('SignatureDoesNotMatch', message)
  }
  useNonce(nonces, request.headers['x-acs-signature-nonce'] ?? '', now)
  return caller
}

function parseAuthorization(header = '') {
  const match = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(header)
  const [, accessKeyId, names, signature] = match ?? []
  if (!accessKeyId || !names || !signature) {
    throw stsError('IncompleteSignature', 'The request signature does not conform to Aliyun standards.')
  }
  return { accessKeyId, signedHeaders: names.split(';'), signature }
}

/** Every relevant header has to be signed: without one of them, the signature would protect less than it seems to. */
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
