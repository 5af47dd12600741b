import { commandHere } from '../../terminal/command-here'
import { type Entry, entry } from './entry'

const CLOCK = [
  '请求的时间与 STS 的时间相差超过 15 分钟。',
  'The time of the request differs from the time of STS by more than 15 minutes.',
] as const
const argument = (name: string, zh: string, en: string): Entry =>
  entry(`InvalidParameter.${name}`, `AssumeRole 的 ${name} 不合法。`, `${name} of AssumeRole is not valid.`, zh, en)

/** https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-errorcodes */
export const STS: readonly Entry[] = [
  {
    code: 'NoPermission',
    phrase: 'root account',
    what: {
      zh: '这是阿里云主账号的访问密钥：主账号不能扮演角色，也不应在任何程序中使用它的访问密钥。',
      en: 'This is the AccessKey of the Alibaba Cloud account itself. It cannot assume a role, and should not be used in any program.',
    },
    fix: {
      zh: `在 RAM 控制台创建一个用户，授予 ${commandHere('setup policy user')} 打印的策略，换用它的访问密钥，然后删除主账号的访问密钥。`,
      en: `Create a user in the RAM console, grant it the policy that ${commandHere('setup policy user')} prints, use its AccessKey, and delete that of the account.`,
    },
  },
  {
    code: 'NoPermission',
    phrase: 'authorized by ram',
    what: {
      zh: 'RAM 不允许这次 AssumeRole，有两种可能的原因：用户没有 sts:AssumeRole 权限；或角色的信任策略里没有这个用户的账号。',
      en: 'RAM does not allow this AssumeRole. There are two possible causes: the user lacks sts:AssumeRole, or the role’s trust policy does not name the user’s account.',
    },
    fix: {
      zh: `① 给用户授予 ${commandHere('setup policy user')} 打印的策略；② 在 RAM 控制台“角色 → 信任策略”，把角色的信任策略改成 ${commandHere('setup policy trust')} 打印的内容。如果是主账号的访问密钥，请换成 RAM 用户的。`,
      en: `1. Grant the user the policy that ${commandHere('setup policy user')} prints. 2. In the RAM console (Roles → Trust Policy), replace the trust policy with what ${commandHere('setup policy trust')} prints. If the AccessKey is that of the account, use one of a RAM user.`,
    },
  },
  entry(
    'EntityNotExist.Role',
    '角色不存在。',
    'There is no such role.',
    '检查 STS_ROLE_ARN：acs:ram::<账号 ID>:role/<角色名>，可以在 RAM 控制台角色的详情页复制 ARN。',
    'Check STS_ROLE_ARN: acs:ram::<account id>:role/<name>; copy the ARN from the role’s page in the RAM console.',
  ),
  argument(
    'RoleArn',
    'STS_ROLE_ARN 应为 acs:ram::<账号 ID>:role/<角色名>，不是用户的 ARN。',
    'Write STS_ROLE_ARN as acs:ram::<account id>:role/<name>, not a user’s ARN.',
  ),
  argument('RoleSessionName', '应为 2–64 个字母、数字、. @ - _。', 'It has 2 to 64 letters, digits and . @ - _.'),
  argument(
    'DurationSeconds',
    '应在 900 秒与角色的“最大会话时间”（默认 3600）之间；可以在角色的详情页调大。',
    'It is between 900 s and the maximum session duration of the role (3600 by default), which can be raised on the role’s page.',
  ),
  argument(
    'ExternalId',
    '应为 2–1224 个字符；只有信任策略要求时才需要。',
    'It has 2 to 1224 characters, and is only needed if the trust policy demands it.',
  ),
  argument('SourceIdentity', '应为 2–64 个字符。', 'It has 2 to 64 characters.'),
  argument(
    'PolicyGrammar',
    '会话策略不是合法的 RAM 策略：Version 应为字符串 "1"，Statement 应为数组。',
    'The session policy is not a valid RAM policy: Version must be the string "1", and Statement an array.',
  ),
  argument(
    'PolicySize',
    '会话策略最长 2048 个字符：缩短 OSS_PREFIX。',
    'A session policy has at most 2048 characters: shorten OSS_PREFIX.',
  ),
  entry(
    'MissingRoleArn',
    'AssumeRole 缺少 RoleArn。',
    'RoleArn of AssumeRole is missing.',
    '设置 STS_ROLE_ARN。',
    'Set STS_ROLE_ARN.',
  ),
  entry(
    'MissingRoleSessionName',
    'AssumeRole 缺少 RoleSessionName。',
    'RoleSessionName of AssumeRole is missing.',
    '补上 RoleSessionName。',
    'Add RoleSessionName.',
  ),
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
