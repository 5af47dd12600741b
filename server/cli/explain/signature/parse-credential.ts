/** `<AccessKeyId>/<YYYYMMDD>/<region>/oss/aliyun_v4_request` */
export function parseCredential(text = ''): { accessKeyId: string; region: string } {
  const [accessKeyId = '', , region = ''] = text.split('/')
  return { accessKeyId, region }
}
