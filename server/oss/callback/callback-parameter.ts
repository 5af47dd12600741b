import { PATHS } from '../../../miniprogram/uploader/contract'

/** https://help.aliyun.com/en/oss/developer-reference/callback */
const MAX_BYTES = 5 * 1024

/**
 * The `callback` field that makes OSS call us when it has stored the file, base64 of JSON. `undefined` when it would be
 * over OSS's 5 KB (a long name and a long input together): the client then asks `complete` itself.
 *
 * Nothing of it but `upload` is believed; object, size and crc64 are for whoever reads a log.
 */
export function callbackParameter(publicUrl: string, upload: string): string | undefined {
  const parameter = {
    callbackUrl: publicUrl + PATHS.callback,
    callbackBody: `upload=${upload}&object=\${object}&size=\${size}&crc64=\${crc64}`,
    callbackBodyType: 'application/x-www-form-urlencoded',
    // Without it OSS cannot reach a host whose certificate is chosen by name.
    callbackSNI: publicUrl.startsWith('https:'),
  }
  const encoded = Buffer.from(JSON.stringify(parameter), 'utf8').toString('base64')
  return encoded.length <= MAX_BYTES ? encoded : undefined
}
