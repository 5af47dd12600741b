import { createHash, createVerify } from 'node:crypto'
import { authenticateForm } from '../../../dev/local-cloud/auth/form-signature'
import { v1Signature, v1StringToSign } from '../../../dev/local-cloud/auth/v1/v1-signature'
import {
  canonicalRequest,
  isAlwaysSigned,
  signingKey,
  stringToSign,
  v4Signature,
} from '../../../dev/local-cloud/auth/v4/v4-signature'
import { callbackText } from '../../../dev/local-cloud/callback/send'
import { checkDigest } from '../../../dev/local-cloud/operations/read-body'
import { createCrc64 } from '../../../dev/local-cloud/store/crc64'
import { combineCrc64 } from '../../../dev/local-cloud/store/crc64-combine'
import { acs3CanonicalRequest, acs3Signature } from '../../../dev/local-cloud/sts/signature/acs3-signature'
import { rpcSignature, rpcStringToSign } from '../../../dev/local-cloud/sts/signature/rpc-signature'
import acs3 from './acs3.json' with { type: 'json' }
import callback from './callback.json' with { type: 'json' }
import contentMd5 from './content-md5.json' with { type: 'json' }
import crc64 from './crc64.json' with { type: 'json' }
import crc64Combine from './crc64-combine.json' with { type: 'json' }
import rpc from './rpc.json' with { type: 'json' }
import v1 from './v1.json' with { type: 'json' }
import v1Form from './v1-form.json' with { type: 'json' }
import v4Header from './v4-header.json' with { type: 'json' }
import v4Post from './v4-post.json' with { type: 'json' }
import v4Url from './v4-url.json' with { type: 'json' }

interface SigningInput {
  accessKeyId: string
  accessKeySecret: string
  securityToken: string | null
  region: string
  product: string
  date: string
  method: string
  bucket: string
  key: string
  query: Record<string, string>
  headers: Record<string, string>
  additionalHeaders: string[]
}

/** The request that the vectors describe; header names are as a server receives them. */
function received(input: SigningInput, headers: Record<string, string>, query: Record<string, string>) {
  const all = Object.fromEntries(
    Object.entries({ ...input.headers, ...headers }).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const additionalHeaders = input.additionalHeaders
    .map((name) => name.toLowerCase())
    .filter((name) => !isAlwaysSigned(name))
    .sort()
  const { method, bucket, key, date, region, product } = input
  const scope = { day: date.slice(0, 8), region, product }
  const more =
    additionalHeaders.length > 0 && query['x-oss-date']
      ? { 'x-oss-additional-headers': additionalHeaders.join(';') }
      : {}
  const allQuery = new Map(Object.entries({ ...input.query, ...query, ...more }))
  return { scope, parts: { method, bucket, key, headers: all, query: allQuery, additionalHeaders } }
}

function expectLadder(
  input: SigningInput,
  { scope, parts }: ReturnType<typeof received>,
  intermediate: { canonicalRequest: string; stringToSign: string; signingKeyHex: string },
  signature: string,
) {
  const canonical = canonicalRequest(parts)
  const text = stringToSign(input.date, scope, canonical)
  expect(canonical).toBe(intermediate.canonicalRequest)
  expect(text).toBe(intermediate.stringToSign)
  expect(signingKey(input.accessKeySecret, scope).toString('hex')).toBe(intermediate.signingKeyHex)
  expect(v4Signature(input.accessKeySecret, scope, text)).toBe(signature)
}

describe('The V4 signature', () => {
  it.each(v4Header)('gives the published header signature of $id', ({ input, intermediate, expected }) => {
    const headers: Record<string, string> = { 'x-oss-date': input.date, 'x-oss-content-sha256': 'UNSIGNED-PAYLOAD' }
    if (input.securityToken !== null) headers['x-oss-security-token'] = input.securityToken
    const asInput = input as unknown as SigningInput
    expectLadder(asInput, received(asInput, headers, {}), intermediate, expected.signature)
  })

  it.each(v4Url)('gives the published URL signature of $id', ({ input, intermediate, expected }) => {
    const { accessKeyId, date, region, product, expiresSeconds, securityToken } = input
    const query: Record<string, string> = {
      'x-oss-signature-version': 'OSS4-HMAC-SHA256',
      'x-oss-credential': `${accessKeyId}/${date.slice(0, 8)}/${region}/${product}/aliyun_v4_request`,
      'x-oss-date': date,
      'x-oss-expires': `${expiresSeconds}`,
    }
    if (securityToken !== null) query['x-oss-security-token'] = securityToken
    const asInput = input as unknown as SigningInput
    expectLadder(asInput, received(asInput, {}, query), intermediate, expected.signature)
  })

  it.each(v4Post)('gives the form signature of $id', ({ input, expected, intermediate }) => {
    const scope = { day: input.date.slice(0, 8), region: input.region, product: 'oss' }
    const policy = Buffer.from(input.policyJson).toString('base64')
    expect(policy).toBe(expected.policyBase64)
    expect(signingKey(input.accessKeySecret, scope).toString('hex')).toBe(intermediate.signingKeyHex)
    expect(v4Signature(input.accessKeySecret, scope, policy)).toBe(expected.signature)
  })
})

describe('The V1 signature', () => {
  it.each(v1)('of $id follows from its parts', ({ input, expected, parts }) => {
    const { query, headers, ...rest } = parts
    const named = { query: new Map(Object.entries(query)), headers: headers as Record<string, string> }
    expect(v1StringToSign({ ...rest, ...named })).toBe(input.stringToSign)
    expect(v1Signature(input.accessKeySecret, input.stringToSign)).toBe(expected.signature)
  })
})

describe('RPC', () => {
  it.each(rpc)('has the string to sign and the signature of $id', ({ input, intermediate, expected }) => {
    const text = rpcStringToSign(input.method, new Map(Object.entries(input.params)))
    expect(text).toBe(intermediate.stringToSign)
    expect(rpcSignature(input.accessKeySecret, text)).toBe(expected.signature)
  })
})

describe('V1 forms', () => {
  it.each(v1Form)('has the signature of $id', ({ input, expected }) => {
    expect(v1Signature(input.accessKeySecret, input.stringToSign)).toBe(expected.signature)
  })

  it('does not read a form without any signature as signed', () => {
    const ring = { account: { accessKeyId: '', accessKeySecret: '', roleArn: '' } }
    expect(authenticateForm({ ring: ring as never, region: 'cn-hangzhou', now: 0 }, new Map([['key', 'a']]))).toBe(
      undefined,
    )
  })
})

describe('ACS3', () => {
  it.each(acs3)('has the canonical request and signature of $id', ({ input, intermediate, expected }) => {
    const { method, path, query, headers } = input
    const canonical = acs3CanonicalRequest({
      method,
      path,
      query: new Map(Object.entries(query)),
      headers: headers as Record<string, string>,
      signedHeaders: Object.keys(headers).sort(),
      bodyHash: headers['x-acs-content-sha256'],
    })
    expect(canonical).toBe(intermediate.canonicalRequest)
    expect(acs3Signature(input.accessKeySecret, canonical)).toBe(expected.signature)
  })
})

describe('CRC-64', () => {
  it.each(crc64)('of $id is the published one', ({ input, expected }) => {
    const crc = createCrc64()
    const bytes = input.utf8 === undefined ? Buffer.from(input.base64 ?? '', 'base64') : Buffer.from(input.utf8)
    for (const byte of bytes) crc.update(Uint8Array.of(byte))
    expect(crc.decimal()).toBe(expected.decimal)
  })
})

describe('combineCrc64', () => {
  it.each(crc64Combine)('gives the checksum of $id', ({ input, expected }) => {
    expect(combineCrc64(input.crc1, input.crc2, input.len2)).toBe(expected.decimal)
  })

  it('gives the checksum of the whole, for any split', () => {
    const whole = Buffer.from('one two three four five')
    const of = (bytes: Uint8Array) => {
      const crc = createCrc64()
      crc.update(bytes)
      return crc.decimal()
    }
    for (let cut = 0; cut <= whole.length; cut += 1) {
      const [head, tail] = [whole.subarray(0, cut), whole.subarray(cut)]
      expect(combineCrc64(of(head), of(tail), tail.length)).toBe(of(whole))
    }
  })
})

describe('Content-MD5', () => {
  it.each(contentMd5)('of $id is the base64 of the sixteen bytes', ({ input, expected }) => {
    const md5 = createHash('md5').update(input.utf8).digest()
    expect(md5.toString('base64')).toBe(expected.base64)
    expect(() => checkDigest(expected.base64, md5)).not.toThrow()
    const ofHex = Buffer.from(md5.toString('hex')).toString('base64')
    expect(() => checkDigest(ofHex, md5)).toThrow(expect.objectContaining({ code: 'InvalidDigest' }))
  })
})

describe('The signed text of a callback', () => {
  it.each(callback)('of $id is verified by its public key', ({ input, intermediate }) => {
    const url = new URL(`http://localhost${input.path}${input.query}`)
    const text = callbackText(url, input.body)
    expect(text).toBe(intermediate.stringToVerify)
    const verify = createVerify('RSA-MD5').update(text)
    expect(verify.verify(input.publicKeyPem, input.authorization, 'base64')).toBe(true)
  })
})
