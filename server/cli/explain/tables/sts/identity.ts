import { type Entry, entry } from '../entry'

const CLOCK = [
  '请求的时间与 STS 的时间相差超过 15 分钟。',
  'The time of the request differs from the time of STS by more than 15 minutes.',
] as const

/** The AccessKey, its token and the signature. */
export const STS_IDENTITY: readonly Entry[] = [
  entry(
    'InvalidAccessKeyId.NotFound',
    'AccessKey ID 不存在：写错或已删除。',
    'STS does not know this AccessKey ID: it is mistyped or deleted.',
    '检查 ALIBABA_CLOUD_ACCESS_KEY_ID，或在 RAM 控制台创建新的访问密钥。',
    'Check ALIBABA_CLOUD_ACCESS_KEY_ID, or create a new AccessKey in the RAM console.',
  ),
  entry(
    'InvalidAccessKeyId.Inactive',
    '访问密钥（AccessKey）已被禁用。',
    'This AccessKey is inactive.',
    '在 RAM 控制台“用户 → 认证管理 → AccessKey”启用它，或创建新的访问密钥。',
    'Enable it in the RAM console (Users → Authentication → AccessKey), or create a new one.',
  ),
  entry(
    'InvalidAccessKeyId',
    'AccessKey ID 无效。',
    'The AccessKey ID is not valid.',
    '检查 ALIBABA_CLOUD_ACCESS_KEY_ID。',
    'Check ALIBABA_CLOUD_ACCESS_KEY_ID.',
  ),
  entry(
    'InvalidAccessKeySecret',
    'AccessKey Secret 不对。',
    'The AccessKey Secret is wrong.',
    '检查 ALIBABA_CLOUD_ACCESS_KEY_SECRET；它只在创建时显示一次，丢失后请创建新的访问密钥。',
    'Check ALIBABA_CLOUD_ACCESS_KEY_SECRET. It is shown only once, when the AccessKey is created; if it is lost, create a new AccessKey.',
  ),
  entry(
    'MissingSecurityToken',
    'STS 临时访问凭证缺少 security token。',
    'The AccessKey ID begins with STS., but the security token is missing.',
    '同时设置 ALIBABA_CLOUD_SECURITY_TOKEN。',
    'Set ALIBABA_CLOUD_SECURITY_TOKEN as well.',
  ),
  entry(
    'InvalidSecurityToken.Expired',
    'security token 已过期。',
    'The security token has expired.',
    '重新获取临时访问凭证。',
    'Get new temporary credentials.',
  ),
  entry(
    'InvalidSecurityToken.Malformed',
    'security token 被截断或改动。',
    'The security token was cut short or changed.',
    '原样传递 token。',
    'Pass the token on unchanged.',
  ),
  entry(
    'SignatureDoesNotMatch',
    'STS 请求的签名不对：几乎总是 AccessKey Secret 写错（例如多了空格或少了字符）。',
    'The signature of the STS request is wrong. The cause is nearly always a mistyped AccessKey Secret (for example with an extra space).',
    '重新复制 ALIBABA_CLOUD_ACCESS_KEY_SECRET；它只在创建时显示一次，丢失后请创建新的访问密钥。',
    'Copy ALIBABA_CLOUD_ACCESS_KEY_SECRET again. It is shown only once, when the AccessKey is created; if it is lost, create a new AccessKey.',
  ),
  entry(
    'IncompleteSignature',
    'STS 请求的签名不完整。',
    'The signature of the STS request is incomplete.',
    '用官方 SDK 调用。',
    'Call it with the official SDK.',
  ),
  entry(
    'SignatureNonceUsed',
    '同一个随机数使用了两次（请求被重放）。',
    'A nonce was used twice: the request was replayed.',
    '不要原样重发请求，要重新签名。',
    'Do not send the same request again; sign a new one.',
  ),
  entry(
    'InvalidTimeStamp.Expired',
    ...CLOCK,
    '同步本机的时钟（Linux：timedatectl set-ntp true）。',
    'Synchronise the clock of this machine (Linux: timedatectl set-ntp true).',
  ),
  entry(
    'InvalidTimeStamp.Format',
    '时间格式不对。',
    'The time is malformed.',
    '用官方 SDK 调用。',
    'Call it with the official SDK.',
  ),
]
