import { type OssError, ossError } from '../../oss/errors'
import type { Signer } from '../identify'
import { canonicalRequest, isSame, type Scope, type SignedParts, stringToSign, v4Signature } from './v4-signature'

/** @throws OssError `SignatureDoesNotMatch`, with the expected string to sign, if the signature is wrong */
export function checkSignature(signer: Signer, scope: Scope, date: string, parts: SignedParts, provided: string): void {
  const canonical = canonicalRequest(parts)
  const text = stringToSign(date, scope, canonical)
  if (isSame(v4Signature(signer.accessKeySecret, scope, text), provided)) return
  throw signatureMismatch(signer.accessKeyId, provided, text, { CanonicalRequest: canonical })
}

export function signatureMismatch(
  accessKeyId: string,
  provided: string,
  text: string,
  more: Record<string, string> = {},
): OssError {
  const message =
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.'
  return ossError('SignatureDoesNotMatch', message, {
    details: {
      OSSAccessKeyId: accessKeyId,
      SignatureProvided: provided,
      StringToSign: text,
      StringToSignBytes: spacedHex(text),
      ...more,
    },
  })
}

const spacedHex = (text: string): string =>
  (Buffer.from(text).toString('hex').toUpperCase().match(/../g) ?? []).join(' ')
