import { commandHere } from '../../../terminal/command-here'
import type { Entry } from '../entry'

/** Buckets, their domains and what is set on them. */
export const OSS_BUCKET: readonly Entry[] = [
  {
    code: 'NoSuchBucket',
    what: {
      zh: '存储空间不存在，或自定义域名没有绑定到它。',
      en: 'There is no such bucket, or the custom domain is not bound to it.',
    },
    fix: {
      zh: '核对 OSS_BUCKET 与 OSS_REGION；自定义域名在 OSS 控制台“Bucket 配置 → 域名管理”绑定。',
      en: 'Check OSS_BUCKET and OSS_REGION; bind a custom domain in the OSS console (Bucket Settings → Domain Names).',
    },
  },
  {
    code: 'BucketNotEmpty',
    what: {
      zh: '存储空间不是空的，不能删除。',
      en: 'The bucket is not empty, so it cannot be deleted.',
    },
    fix: {
      zh: '先删除其中的对象（所有版本）与未完成的分片上传。',
      en: 'First delete its objects, in all versions, and abort its unfinished multipart uploads.',
    },
  },
  {
    code: 'InvalidBucketName',
    what: {
      zh: '存储空间名称不合法：应为 3–63 个小写字母、数字、连字符。',
      en: 'The name of the bucket is not valid: it has 3 to 63 lower-case letters, digits and hyphens.',
    },
    fix: { zh: '核对 OSS_BUCKET。', en: 'Check OSS_BUCKET.' },
  },
  {
    code: 'PublicEndpointForbidden',
    what: {
      zh: '2025-03-20 之后开通 OSS 的账号，中国内地的存储空间不能用默认公网域名上传下载。',
      en: 'Accounts that activated OSS after 20 March 2025 cannot use the default public domain of buckets in the Chinese mainland.',
    },
    fix: {
      zh: '绑定一个已备案、有证书的自定义域名（OSS 控制台“Bucket 配置 → 域名管理”），设置 OSS_DOMAIN，并加入小程序后台的合法域名。',
      en: 'Bind a custom domain with ICP filing and a certificate (OSS console, Bucket Settings → Domain Names), set OSS_DOMAIN, and add it to the mini-program’s domain lists.',
    },
  },
  {
    code: 'SecondLevelDomainForbidden',
    what: {
      zh: '使用了路径形式的 URL：存储空间名称必须在域名里。',
      en: 'The URL has path style, but the bucket must be in the host name.',
    },
    fix: {
      zh: '使用 https://<bucket>.oss-<region>.aliyuncs.com。',
      en: 'Use https://<bucket>.oss-<region>.aliyuncs.com.',
    },
  },
  {
    code: 'PermanentRedirect',
    what: { zh: '请求发送到了错误的地域。', en: 'The request was sent to the wrong region.' },
    fix: {
      zh: '按错误里的 Endpoint 修改 OSS_REGION 与 OSS_DOMAIN。',
      en: 'Set OSS_REGION and OSS_DOMAIN to match the Endpoint in the error.',
    },
  },
  {
    code: 'BucketDisable',
    what: {
      zh: '存储空间已被停用（违规或欠费）。',
      en: 'The bucket is disabled (because of a violation or an overdue payment).',
    },
    fix: {
      zh: '查看控制台的站内信，或联系阿里云。',
      en: 'Read the messages in the console, or contact Alibaba Cloud.',
    },
  },
  {
    code: 'AbnormalBucketOwnerStatus',
    what: {
      zh: '存储空间所属账号的状态异常（欠费或停用）。',
      en: 'The account that owns the bucket is overdue or closed.',
    },
    fix: { zh: '在“费用与成本”中处理。', en: 'Resolve it under “Expenses and Costs”.' },
  },
  {
    code: 'NoSuchCORSConfiguration',
    what: { zh: '存储空间没有 CORS 规则。', en: 'The bucket has no CORS rules.' },
    fix: {
      zh: `要从网页上传时：${commandHere('setup cors apply')}`,
      en: `For uploads from web pages: ${commandHere('setup cors apply')}`,
    },
  },
  {
    code: 'NoSuchLifecycle',
    what: { zh: '存储空间没有生命周期规则。', en: 'The bucket has no lifecycle rules.' },
    fix: {
      zh: commandHere('setup lifecycle apply'),
      en: commandHere('setup lifecycle apply'),
    },
  },
]
