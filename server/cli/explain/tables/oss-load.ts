import type { Entry } from '../entry'

const BACK_OFF = {
  zh: '退避后重试（应答头 x-oss-qos-delay-time 给出毫秒数时按它等）；长期如此就提工单提升上限。',
  en: 'Back off and retry (by the ms of x-oss-qos-delay-time where the answer has it); if it stays so, ask for a higher limit by ticket.',
}
const FOLKLORE = {
  zh: 'OSS 没有这个错误码，它出自网上的教程。',
  en: 'OSS has no such code; it comes from tutorials.',
}

const throttled = (code: string, zh: string, en: string): Entry => ({ code, what: { zh, en }, todo: BACK_OFF })

/** OSS is busy or broken; and what people believe it says. */
export const OSS_LOAD: readonly Entry[] = [
  throttled('InternalError', 'OSS 内部错误。', 'OSS failed inside.'),
  throttled('ServiceUnavailable', 'OSS 暂时不可用。', 'OSS is unavailable for now.'),
  throttled('UploadTrafficRateLimitExceeded', '上传带宽达到上限。', 'The upload bandwidth is used up.'),
  throttled('DownloadTrafficRateLimitExceeded', '下载带宽达到上限。', 'The download bandwidth is used up.'),
  throttled(
    'TotalQpsLimitExceeded',
    '每秒请求数达到上限；按时间递增的 key 会更早触发。',
    'Too many requests a second; keys in sequence reach it sooner.',
  ),
  throttled('MetaOperationQpsLimitExceeded', '元数据操作每秒请求数达到上限。', 'Too many metadata requests a second.'),
  throttled('ActiveRequestLimitExceeded', '同时进行的请求达到上限。', 'Too many requests at a time.'),
  throttled('CpuLimitExceeded', '图片处理等计算达到上限。', 'Image processing and the like is at its limit.'),
  {
    code: 'PolicyConditionFailed',
    what: FOLKLORE,
    todo: {
      zh: '真正的错误是 AccessDenied“Policy Condition failed”。',
      en: 'The real one is AccessDenied, “Policy Condition failed”.',
    },
  },
  {
    code: 'ServerBusy',
    what: FOLKLORE,
    todo: { zh: '真正的错误是 503 ServiceUnavailable。', en: 'The real one is 503 ServiceUnavailable.' },
  },
  {
    code: 'QpsLimitExceeded',
    what: FOLKLORE,
    todo: {
      zh: '真正的错误是 503 TotalQpsLimitExceeded 等。',
      en: 'The real ones are 503 TotalQpsLimitExceeded and its like.',
    },
  },
]
