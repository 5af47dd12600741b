import { type Entry, entry } from '../entry'

/** The service itself. */
export const STS_SERVICE: readonly Entry[] = [
  entry(
    'InvalidVersion',
    'API 版本不对。',
    'The API version is wrong.',
    'STS 的版本是 2015-04-01；检查 STS_ENDPOINT 是否为 STS 的地址。',
    'The version of STS is 2015-04-01; check whether STS_ENDPOINT is an address of STS.',
  ),
  entry(
    'InvalidAction.NotFound',
    '接口不存在。',
    'There is no such action.',
    '检查 STS_ENDPOINT 是否为 STS 的地址。',
    'Check whether STS_ENDPOINT is an address of STS.',
  ),
  entry(
    'Throttling',
    'STS 限流：每个账号每秒 100 次。',
    'STS throttles: an account may make 100 calls a second.',
    '不要每次上传都调用 AssumeRole（本后端每小时约六次）；请稍后重试。',
    'Do not call AssumeRole for each upload (this backend makes about six calls an hour); try again in a moment.',
  ),
  entry(
    'Throttling.User',
    'STS 限流。',
    'STS throttles the calls of this user.',
    '请稍后重试。',
    'Try again in a moment.',
  ),
  entry(
    'ServiceUnavailable',
    'STS 暂时不可用。',
    'STS is temporarily unavailable.',
    '请稍后重试。',
    'Try again in a moment.',
  ),
  entry('InternalError', 'STS 内部错误。', 'STS had an internal error.', '请稍后重试。', 'Try again in a moment.'),
]
