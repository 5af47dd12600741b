import { PATHS } from '../../../miniprogram/uploader/contract'

/** The form field whose value OSS puts in the callback. OSS wants its name in lower case. */
export const UPLOAD_VARIABLE = 'x:upload'

/**
 * The `callback` field, base64 of JSON, which makes OSS call the backend when it has stored the file. It is the same for
 * all files: what tells them apart is {@link UPLOAD_VARIABLE}.
 *
 * The backend trusts only `upload` in the callback; object, size and crc64 are for the readers of logs.
 * https://help.aliyun.com/en/oss/developer-reference/callback
 */
export function callbackParameter(publicUrl: string): string {
  const parameter = {
    callbackUrl: publicUrl + PATHS.callback,
    callbackBody: `upload=\${${UPLOAD_VARIABLE}}&object=\${object}&size=\${size}&crc64=\${crc64}`,
    callbackBodyType: 'application/x-www-form-urlencoded',
    // Without SNI, OSS cannot reach a host that chooses its certificate by name.
    callbackSNI: publicUrl.startsWith('https:'),
  }
  return Buffer.from(JSON.stringify(parameter), 'utf8').toString('base64')
}
