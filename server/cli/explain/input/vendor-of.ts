/** Signs of other storage services: hosts, headers, elements and sentences that only they use. */
const SIGNS: readonly [string, RegExp][] = [
  ['cos', /myqcloud\.com|\bx-cos-|<TraceId>|tencentcos\.cn|"?TraceId"?\s*[:=]|qcs::cos/i],
  ['cloudbase', /\bcloud\.(uploadFile|downloadFile|callFunction|database)\b|\btcb\.qcloud|errCode:? ?-50\d{4}/i],
  ['obs', /myhuaweicloud\.com|\bx-obs-|\bobs\.cn-/i],
  ['tos', /\bvolces\.com|\bx-tos-|tos-cn-|tos-s3-/i],
  ['bos', /bcebos\.com|\bx-bce-/i],
  ['ks3', /ksyuncs\.com|\bx-kss-|ks3-cn-/i],
  [
    'qiniu',
    /qiniu|qbox\.me|clouddn\.com|\bx-reqid\b|incorrect region, please use|"error"\s*:\s*"(bad|expired) token"/i,
  ],
  ['upyun', /upyun|upaiyun/i],
  ['azure', /core\.windows\.net|\bx-ms-(request-id|version)/i],
  ['gcs', /storage\.googleapis\.com|\bx-goog-/i],
  ['r2', /r2\.cloudflarestorage\.com/i],
  // MinIO copies S3, so its own signs come first.
  ['minio', /\bminio\b|\bx-minio-|<HostId>[0-9a-f]{64}<|<BucketName>[^<]*<\/BucketName><Resource>/i],
  [
    's3',
    /amazonaws\.com|\bx-amz-|Amazon S3|arn:aws:|\bbotocore\b|boto3|<HostId>[\w+/=]{40,}<|An error occurred \(\w+\) when calling the \w+ operation/i,
  ],
]

/** OSS has addresses for S3's own clients, so what names Alibaba Cloud is its own whatever else is in it. */
const ALIBABA = /aliyuncs\.com|\bx-oss-(?!process)|\bx-acs-|aliyun|alibaba/i

/** The storage service that sent the error, if it is not OSS. */
export const vendorOf = (text: string): string | undefined =>
  ALIBABA.test(text) ? undefined : SIGNS.find(([, pattern]) => pattern.test(text))?.[0]
