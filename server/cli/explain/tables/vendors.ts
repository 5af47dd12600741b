import type { Text } from '../../terminal/language'

export interface Vendor {
  name: Text
  /** Where it documents its errors. */
  page: string
}

const vendor = (zh: string, en: string, page: string): Vendor => ({ name: { zh, en }, page })

/** Storage services whose errors look like those of OSS. Their codes mean other things. */
export const VENDORS: Readonly<Record<string, Vendor>> = {
  cos: vendor('腾讯云 COS', 'Tencent Cloud COS', 'https://cloud.tencent.com/document/product/436/7730'),
  cloudbase: vendor(
    '微信云开发（CloudBase）',
    'WeChat CloudBase',
    'https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/error-code.html',
  ),
  obs: vendor('华为云 OBS', 'Huawei Cloud OBS', 'https://support.huaweicloud.com/api-obs/obs_04_0115.html'),
  tos: vendor('火山引擎 TOS', 'Volcengine TOS', 'https://www.volcengine.com/docs/6349/74874'),
  bos: vendor('百度智能云 BOS', 'Baidu AI Cloud BOS', 'https://cloud.baidu.com/doc/BOS/s/Ajwvysfpl'),
  ks3: vendor('金山云 KS3', 'Kingsoft Cloud KS3', 'https://docs.ksyun.com/documents/41715'),
  qiniu: vendor('七牛云 Kodo', 'Qiniu Kodo', 'https://developer.qiniu.com/kodo/3928/error-responses'),
  upyun: vendor('又拍云', 'UPYUN', 'https://help.upyun.com/knowledge-base/errno/'),
  azure: vendor(
    'Azure Blob Storage',
    'Azure Blob Storage',
    'https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes',
  ),
  gcs: vendor(
    'Google Cloud Storage',
    'Google Cloud Storage',
    'https://cloud.google.com/storage/docs/xml-api/reference-status',
  ),
  r2: vendor('Cloudflare R2', 'Cloudflare R2', 'https://developers.cloudflare.com/r2/api/error-codes/'),
  minio: vendor(
    'MinIO（或兼容 S3 的服务）',
    'MinIO, or another service that copies S3',
    'https://min.io/docs/minio/linux/index.html',
  ),
  s3: vendor(
    '亚马逊 S3（或兼容 S3 的服务）',
    'Amazon S3, or another service that copies it',
    'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
  ),
}

export const vendorWords = ({ name }: Vendor): { what: Text; fix: Text } => ({
  what: {
    zh: `这个错误来自${name.zh}，不是阿里云 OSS：错误码的含义不同，这里的错误表不适用。`,
    en: `This error is from ${name.en}, not from Alibaba Cloud OSS. Its codes mean other things, so the tables here do not apply.`,
  },
  fix: {
    zh: '如果文件本应上传到 OSS：请求发到了别的地址，请检查 OSS_DOMAIN、小程序里写死的上传地址，以及域名的 CNAME。否则请查阅下面的文档。',
    en: 'If the file was meant for OSS, the request went to another address: check OSS_DOMAIN, an upload URL that is written into the mini-program, and the CNAME of the domain. Otherwise see the page below.',
  },
})
