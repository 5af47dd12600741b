import { type OssError, ossError } from '../oss/errors'
import { identify, type Signer } from './identify'
import { v1Signature } from './v1/v1-signature'
import { CLOCK_TOLERANCE, parseCredential, parseV4Date } from './v4/v4-credential'
import { signatureMismatch } from './v4/v4-mismatch'
import { isSame, V4_ALGORITHM, v4Signature } from './v4/v4-signature'
import type { Verifier } from './verifier'

type Fields = ReadonlyMap<string, string>

/** Undefined if the form has no signature. The string to sign is the policy's base64, as sent. */
export function authenticateForm(verifier: Verifier, fields: Fields): { signer: Signer; policy: string } | undefined {
  const isV4 = [...fields.keys()].some((name) => name.startsWith('x-oss-signature') || name === 'x-oss-credential')
  const isV1 = fields.has('OSSAccessKeyId') || fields.has('Signature')
  if (!isV4 && !isV1 && !fields.has('policy')) return undefined
  if (isV4 && isV1) throw badField('x-oss-signature-version', 'Only one auth mechanism allowed.')
  const policy = fields.get('policy')
  if (policy === undefined) throw badField('policy', 'The form has a signature but no policy.', '0002-00000702')
  return { policy, signer: isV4 ? verifyV4(verifier, fields, policy) : verifyV1(verifier, fields, policy) }
}

/** A V4 form is valid for at most 7 days from `x-oss-date`, whatever its policy says. */
const MAX_LIFE = 7 * 24 * 3600 * 1000

function verifyV4({ ring, region, now }: Verifier, fields: Fields, policy: string): Signer {
  if (fields.get('x-oss-signature-version') !== V4_ALGORITHM) {
    throw badField('x-oss-signature-version', 'The signature version is invalid.', '0002-00000701')
  }
  const provided = signatureField(fields, 'x-oss-signature')
  const credentialText = fields.get('x-oss-credential') ?? ''
  const credential = parseCredential(credentialText)
  if (credential?.scope.product !== 'oss') {
    throw badCredential(credentialText, 'The credential is invalid.', '0002-00000710')
  }
  const { accessKeyId, scope } = credential
  checkDate(fields.get('x-oss-date') ?? '', scope.day, now)
  if (scope.region !== region) {
    throw badCredential(credentialText, 'The signing region in credential is invalid.', '0002-00000715')
  }
  const signer = identify(ring, accessKeyId, fields.get('x-oss-security-token'), now)
  if (!isSame(v4Signature(signer.accessKeySecret, scope, policy), provided)) {
    throw signatureMismatch(accessKeyId, provided, policy)
  }
  return signer
}

function checkDate(text: string, day: string, now: number): void {
  const date = parseV4Date(text)
  if (date === undefined || text.slice(0, 8) !== day) {
    throw badField('x-oss-date', 'x-oss-date is invalid, or not of the day in x-oss-credential.', '0002-00000709')
  }
  if (now < date - CLOCK_TOLERANCE) {
    const message = 'The difference between the request time and the current time is too large.'
    throw ossError('RequestTimeTooSkewed', message, { ec: '0002-00000709' })
  }
  if (now > date + MAX_LIFE) {
    throw ossError('AccessDenied', 'Invalid according to Policy: Policy expired.', { ec: '0002-00000709' })
  }
}

function verifyV1({ ring, now }: Verifier, fields: Fields, policy: string): Signer {
  const accessKeyId = fields.get('OSSAccessKeyId')
  if (!accessKeyId) throw badField('OSSAccessKeyId', 'The form has no OSSAccessKeyId.', '0002-00000706')
  const provided = signatureField(fields, 'Signature')
  const signer = identify(ring, accessKeyId, fields.get('x-oss-security-token'), now)
  if (!isSame(v1Signature(signer.accessKeySecret, policy), provided)) {
    throw signatureMismatch(accessKeyId, provided, policy)
  }
  return signer
}

function signatureField(fields: Fields, name: string): string {
  const value = fields.get(name)
  if (value === undefined) throw badField(name, 'The form has no signature.', '0002-00000703')
  if (value === '') throw badField(name, 'The signature is empty.', '0002-00000704')
  return value
}

function badCredential(value: string, message: string, ec: string): OssError {
  const details = { ArgumentName: 'x-oss-credential', ArgumentValue: value }
  return ossError('InvalidArgument', message, { ec, details })
}

function badField(name: string, message: string, ec?: string): OssError {
  return ossError('InvalidArgument', message, { ...(ec !== undefined && { ec }), details: { ArgumentName: name } })
}
