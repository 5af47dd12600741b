import { PATHS } from '../../../miniprogram/uploader/contract'

/** https://help.aliyun.com/en/oss/developer-reference/callback */
const MAX_BYTES = 5 * 1024

/**
 * The `callback` field, base64 of JSON, which makes OSS call the backend when it has stored the file. `undefined` if it
 * would exceed OSS's 5 KB (by a long name and a long input together): then only the client calls `complete`.
 *
 * The backend trusts only `upload` in the callback; object, size and crc64 are for the readers of logs.
 */
export function callbackParameter(publicUrl: string, upload: string): string | undefined {
  const parameter = {
    callbackUrl: publicUrl + PATHS.callback,
    callbackBody: `upload=${upload}&object=\${object}&size=\${size}&crc64=\${crc64}`,
    callbackBodyType: 'application/x-www-form-urlencoded',
    // Without SNI, OSS cannot reach a host that chooses its certificate by name.
    callbackSNI: publicUrl.startsWith('https:'),
  }
  const encoded = Buffer.from(JSON.stringify(parameter), 'utf8').toString('base64')
  return encoded.length <= MAX_BYTES ? encoded : undefined
}
