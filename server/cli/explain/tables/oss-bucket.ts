import type { Entry } from '../entry'

/** Buckets, their domains and what is set on them. */
export const OSS_BUCKET: readonly Entry[] = [
  {
    code: 'NoSuchBucket',
    what: {
      zh: '没有这个存储空间，或自定义域名没有绑定到它。',
      en: 'There is no such bucket, or the custom domain is not bound to it.',
    },
    todo: {
      zh: '核对 OSS_BUCKET 与 OSS_REGION；自定义域名在 OSS 控制台“Bucket 配置 → 域名管理”绑定。',
      en: 'Check OSS_BUCKET and OSS_REGION; bind a custom domain in the OSS console (Bucket Settings → Domain Names).',
    },
  },
  {
    code: 'InvalidBucketName',
    what: {
      zh: '存储空间名不合法：3–63 个小写字母、数字、连字符。',
      en: 'The bucket’s name is not valid: 3 to 63 lower-case letters, digits, hyphens.',
    },
    todo: { zh: '核对 OSS_BUCKET。', en: 'Check OSS_BUCKET.' },
  },
  {
    code: 'PublicEndpointForbidden',
    what: {
      zh: '2025-03-20 之后开通 OSS 的账号，中国内地的存储空间不能用默认公网域名上传下载。',
      en: 'Accounts that activated OSS after 20 March 2025 cannot use the default public domain for data of mainland buckets.',
    },
    todo: {
      zh: '绑定一个已备案、有证书的自定义域名（OSS 控制台“Bucket 配置 → 域名管理”），设置 OSS_DOMAIN，并加入小程序后台的合法域名。',
      en: 'Bind a custom domain with ICP filing and a certificate (OSS console, Bucket Settings → Domain Names), set OSS_DOMAIN, and add it to the mini-program’s domain lists.',
    },
  },
  {
    code: 'SecondLevelDomainForbidden',
    what: {
      zh: '用了路径形式访问：存储空间名必须在域名里。',
      en: 'Path style was used: the bucket has to be in the host name.',
    },
    todo: {
      zh: '地址写成 https://<bucket>.oss-<region>.aliyuncs.com。',
      en: 'Write https://<bucket>.oss-<region>.aliyuncs.com.',
    },
  },
  {
    code: 'PermanentRedirect',
    what: { zh: '请求发到了别的地域。', en: 'The request went to another region.' },
    todo: {
      zh: '按错误里的 Endpoint 改 OSS_REGION / OSS_DOMAIN。',
      en: 'Set OSS_REGION and OSS_DOMAIN by the Endpoint in the error.',
    },
  },
  {
    code: 'BucketDisable',
    what: { zh: '存储空间被停用（违规或欠费）。', en: 'The bucket is disabled (a violation, or arrears).' },
    todo: { zh: '看控制台站内信，或联系阿里云。', en: 'Read the console’s messages, or ask Alibaba Cloud.' },
  },
  {
    code: 'AbnormalBucketOwnerStatus',
    what: {
      zh: '存储空间所属账号状态异常（欠费、停用）。',
      en: 'The bucket owner’s account is not in order (arrears, closed).',
    },
    todo: { zh: '在“费用与成本”中处理。', en: 'Settle it under “Expenses and Costs”.' },
  },
  {
    code: 'NoSuchCORSConfiguration',
    what: { zh: '存储空间没有 CORS 规则。', en: 'The bucket has no CORS rules.' },
    todo: {
      zh: '网页要上传时：npx wx-oss-upload-server setup cors apply',
      en: 'For uploads from web pages: npx wx-oss-upload-server setup cors apply',
    },
  },
  {
    code: 'NoSuchLifecycle',
    what: { zh: '存储空间没有生命周期规则。', en: 'The bucket has no lifecycle rules.' },
    todo: {
      zh: 'npx wx-oss-upload-server setup lifecycle apply',
      en: 'npx wx-oss-upload-server setup lifecycle apply',
    },
  },
]
