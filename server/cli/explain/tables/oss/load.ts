import type { Entry } from '../entry'

const BACK_OFF = {
  zh: '退避后重试（响应头 x-oss-qos-delay-time 是应等待的毫秒数）；如果一直如此，请提交工单提升上限。',
  en: 'Back off and retry (after the milliseconds in the header x-oss-qos-delay-time, if present). If it persists, ask Alibaba Cloud for a higher limit.',
}
const NOT_OF_OSS = {
  zh: 'OSS 没有这个错误码，它只出现在网上的教程里。',
  en: 'OSS does not have this code; it only appears in tutorials.',
}

const throttled = (code: string, zh: string, en: string): Entry => ({ code, what: { zh, en }, fix: BACK_OFF })

/** OSS is overloaded or fails. The last entries are codes that only tutorials mention. */
export const OSS_LOAD: readonly Entry[] = [
  throttled('InternalError', 'OSS 内部错误。', 'OSS had an internal error.'),
  throttled('ServiceUnavailable', 'OSS 暂时不可用。', 'OSS is temporarily unavailable.'),
  throttled('UploadTrafficRateLimitExceeded', '上传带宽达到上限。', 'The upload bandwidth limit is reached.'),
  throttled('DownloadTrafficRateLimitExceeded', '下载带宽达到上限。', 'The download bandwidth limit is reached.'),
  throttled(
    'TotalQpsLimitExceeded',
    '每秒请求数达到上限；key 按顺序递增时会更早触发。',
    'Too many requests per second; sequential keys reach this limit sooner.',
  ),
  throttled(
    'MetaOperationQpsLimitExceeded',
    '元数据操作每秒请求数达到上限。',
    'Too many metadata requests per second.',
  ),
  throttled('ActiveRequestLimitExceeded', '并发请求数达到上限。', 'Too many concurrent requests.'),
  throttled(
    'CpuLimitExceeded',
    '图片处理等数据处理达到上限。',
    'The limit of image processing and other data processing is reached.',
  ),
  {
    code: 'PolicyConditionFailed',
    what: NOT_OF_OSS,
    fix: {
      zh: '真正的错误码是 AccessDenied，错误信息是“Policy Condition failed”。',
      en: 'The real code is AccessDenied with the message “Policy Condition failed”.',
    },
  },
  {
    code: 'ServerBusy',
    what: NOT_OF_OSS,
    fix: { zh: '真正的错误码是 503 ServiceUnavailable。', en: 'The real code is 503 ServiceUnavailable.' },
  },
  {
    code: 'QpsLimitExceeded',
    what: NOT_OF_OSS,
    fix: {
      zh: '真正的错误码是 503 TotalQpsLimitExceeded 等。',
      en: 'The real codes are 503 TotalQpsLimitExceeded and similar ones.',
    },
  },
]
