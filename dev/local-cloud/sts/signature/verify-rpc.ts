import type { KeyRing } from '../../auth/key-ring'
import { isSame } from '../../auth/v4/v4-signature'
import type { Query } from '../../http/exchange'
import { type Caller, findCaller } from '../caller'
import { stsError } from '../errors'
import { checkTimestamp, type Nonces, useNonce } from './nonces'
import { rpcSignature, rpcStringToSign } from './rpc-signature'

/** Checks key, time, signature and nonce of the parameters. @throws StsError */
export function verifyRpc(ring: KeyRing, nonces: Nonces, method: string, parameters: Query, now: number): Caller {
  const signature = parameters.get('Signature')
  const isVersion1 = parameters.get('SignatureMethod') === 'HMAC-SHA1' && parameters.get('SignatureVersion') === '1.0'
  if (!signature || !isVersion1) {
    throw stsError('IncompleteSignature', 'The request signature does not conform to Aliyun standards.')
  }
  const caller = findCaller(ring, parameters.get('AccessKeyId') ?? '', parameters.get('SecurityToken'), now)
  checkTimestamp(parameters.get('Timestamp') ?? '', now)
  const signed = new Map(parameters)
  signed.delete('Signature')
  const text = rpcStringToSign(method, signed)
  if (!isSame(rpcSignature(caller.accessKeySecret, text), signature)) {
    const message = `Specified signature is not matched with our calculation. server string to sign is:${text}`
    throw stsError('SignatureDoesNotMatch', message)
  }
  useNonce(nonces, parameters.get('SignatureNonce') ?? '', now)
  return caller
}
