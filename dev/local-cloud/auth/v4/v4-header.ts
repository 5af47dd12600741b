import { type OssError, ossError } from '../../oss/errors'
import { identify, type Signer } from '../identify'
import type { ObjectRequest, Verifier } from '../verifier'
import { checkSkew, parseCredential, parseV4Date } from './v4-credential'
import { checkSignature } from './v4-mismatch'
import { isAlwaysSigned, UNSIGNED_PAYLOAD, V4_ALGORITHM } from './v4-signature'

/** https://help.aliyun.com/en/oss/developer-reference/recommend-to-use-signature-version-4 */
export function authenticateHeader(verifier: Verifier, request: ObjectRequest, authorization: string): Signer {
  const fields = parseAuthorization(authorization)
  const credential = parseCredential(fields.credential)
  if (!credential) throw badAuthorization('The credential in the Authorization header is invalid.', '0002-00000213')
  if (credential.scope.region !== verifier.region) {
    throw badAuthorization('Invalid signing region in Authorization header.', '0002-00000226')
  }
  if (credential.scope.product !== 'oss') {
    throw badAuthorization('Invalid signing product in Authorization header.', '0002-00000227')
  }
  const date = checkDate(request.headers['x-oss-date'], credential.scope.day, verifier.now)
  if (request.headers['x-oss-content-sha256'] !== UNSIGNED_PAYLOAD) {
    throw ossError('InvalidArgument', 'x-oss-content-sha256 must be UNSIGNED-PAYLOAD.')
  }
  const token = request.headers['x-oss-security-token']
  const signer = identify(verifier.ring, credential.accessKeyId, token, verifier.now)
  const additionalHeaders = checkAdditionalHeaders(fields.additionalHeaders, request.headers)
  checkSignature(signer, credential.scope, date, { ...request, additionalHeaders }, fields.signature)
  return signer
}

interface AuthorizationFields {
  credential: string
  additionalHeaders: string | undefined
  signature: string
}

/** SDKs separate the fields by a comma, the documentation by a comma and a space. */
function parseAuthorization(authorization: string): AuthorizationFields {
  const fields = new Map<string, string>()
  const [algorithm, ...rest] = authorization.split(' ')
  for (const field of rest.join('').split(',')) {
    const equals = field.indexOf('=')
    fields.set(field.slice(0, equals), field.slice(equals + 1))
  }
  const credential = fields.get('Credential')
  const signature = fields.get('Signature')
  if (algorithm !== V4_ALGORITHM || !credential || !signature) {
    throw badAuthorization('The Authorization header is invalid.')
  }
  return { credential, signature, additionalHeaders: fields.get('AdditionalHeaders') }
}

function checkDate(text: string | undefined, day: string, now: number): string {
  const date = text === undefined ? undefined : parseV4Date(text)
  if (text === undefined || date === undefined) {
    throw ossError('AccessDenied', 'OSS authentication requires a valid Date.')
  }
  if (text.slice(0, 8) !== day) {
    throw badAuthorization('The date in the credential is not the day of x-oss-date.', '0002-00000212')
  }
  checkSkew(date, now)
  return text
}

/** `text` is undefined if the request names none. An empty list is an error, EC 0002-00000209. */
export function checkAdditionalHeaders(text: string | undefined, headers: Record<string, string>): string[] {
  if (text === undefined) return []
  const names = text.split(';')
  const usable = (name: string) => name === name.toLowerCase() && !isAlwaysSigned(name) && headers[name] !== undefined
  if (!names.every(usable) || names.join() !== [...names].sort().join()) {
    throw badAuthorization('The additional headers are invalid.', '0002-00000209')
  }
  return names
}

function badAuthorization(message: string, ec?: string): OssError {
  return ossError('InvalidArgument', message, ec === undefined ? {} : { ec })
}
