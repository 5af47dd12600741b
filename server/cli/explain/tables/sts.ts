import { type Entry, entry } from '../entry'

const CLOCK = [
  'STS 请求的时间与服务器相差超过 15 分钟。',
  'The STS request’s time is more than 15 minutes off.',
] as const
const argument = (name: string, zh: string, en: string): Entry =>
  entry(`InvalidParameter.${name}`, `AssumeRole 的 ${name} 不合法。`, `${name} of AssumeRole is not valid.`, zh, en)

/** https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-errorcodes */
export const STS: readonly Entry[] = [
  {
    code: 'NoPermission',
    says: 'root account',
    what: {
      zh: '用的是阿里云主账号的 AccessKey：主账号不能扮演角色，也不该把它的密钥放进任何程序。',
      en: 'This is the AccessKey of the Alibaba Cloud account itself: it may assume no role, and its key belongs in no program.',
    },
    todo: {
      zh: '在 RAM 控制台建一个用户，授予 setup policy user 打印的策略，换用它的 AccessKey，然后删掉主账号的 AccessKey。',
      en: 'Make a user in the RAM console, give it the policy that setup policy user prints, use its AccessKey, and delete the account’s own.',
    },
  },
  {
    code: 'NoPermission',
    says: 'authorized by ram',
    what: {
      zh: 'RAM 没有允许这次 AssumeRole。两种原因，错误一样：用户没有 sts:AssumeRole 权限；或角色的信任策略里没有这个用户的账号。',
      en: 'RAM does not allow this AssumeRole. Two causes say the same: the user lacks sts:AssumeRole, or the role’s trust policy does not name the user’s account.',
    },
    todo: {
      zh: '① 用户：授予 setup policy user 打印的策略；② 角色：RAM 控制台“角色 → 信任策略”改成 setup policy trust 打印的内容。若 Secret 来自主账号，换成 RAM 用户的。',
      en: '1. User: grant what setup policy user prints. 2. Role: RAM console, Roles → Trust Policy, as setup policy trust prints it. Where the key is the main account’s, use a RAM user’s.',
    },
  },
  entry(
    'EntityNotExist.Role',
    '没有这个角色。',
    'There is no such role.',
    '核对 STS_ROLE_ARN：acs:ram::<账号 ID>:role/<角色名>，在 RAM 控制台“角色”的详情页复制 ARN。',
    'Check STS_ROLE_ARN: acs:ram::<account id>:role/<name>; copy the ARN from the role’s page in the RAM console.',
  ),
  argument(
    'RoleArn',
    'STS_ROLE_ARN 写成 acs:ram::<账号 ID>:role/<角色名>，不是用户的 ARN。',
    'Write STS_ROLE_ARN as acs:ram::<account id>:role/<name>, not a user’s ARN.',
  ),
  argument('RoleSessionName', '2–64 个字母、数字、. @ - _。', '2 to 64 of letters, digits, . @ - _.'),
  argument(
    'DurationSeconds',
    '900 秒到角色的“最大会话时间”（默认 3600）；在角色的详情页可调大。',
    '900 s to the role’s maximum session (3600 by default); raise that on the role’s page.',
  ),
  argument(
    'ExternalId',
    '2–1224 个字符；信任策略要求它时才需要。',
    '2 to 1224 characters; only where the trust policy asks for it.',
  ),
  argument('SourceIdentity', '2–64 个字符。', '2 to 64 characters.'),
  argument(
    'PolicyGrammar',
    '会话策略不是合法的 RAM 策略：Version 是字符串 "1"，Statement 是数组。',
    'The session policy is no RAM policy: Version is the string "1", Statement an array.',
  ),
  argument(
    'PolicySize',
    '会话策略最长 2048 个字符：缩短 OSS_PREFIX。',
    'A session policy has at most 2048 characters: shorten OSS_PREFIX.',
  ),
  entry(
    'MissingRoleArn',
    'AssumeRole 没有 RoleArn。',
    'AssumeRole came without RoleArn.',
    '设置 STS_ROLE_ARN。',
    'Set STS_ROLE_ARN.',
  ),
  entry(
    'MissingRoleSessionName',
    'AssumeRole 没有 RoleSessionName。',
    'AssumeRole came without RoleSessionName.',
    '补上它。',
    'Add it.',
  ),
  entry(
    'InvalidAccessKeyId.NotFound',
    'STS 不认识这个 AccessKey ID：抄错或已删除。',
    'STS does not know this AccessKey ID: mistyped or deleted.',
    '核对 ALIBABA_CLOUD_ACCESS_KEY_ID，或在 RAM 控制台新建一个。',
    'Check ALIBABA_CLOUD_ACCESS_KEY_ID, or make a new one in the RAM console.',
  ),
  entry(
    'InvalidAccessKeyId.Inactive',
    '这个 AccessKey 已被禁用。',
    'This AccessKey is inactive.',
    'RAM 控制台“用户 → 认证管理 → AccessKey → 启用”，或换一个新的。',
    'RAM console: Users → Authentication → AccessKey → Enable; or make a new one.',
  ),
  entry(
    'InvalidAccessKeyId',
    'AccessKey ID 无效。',
    'The AccessKey ID is not valid.',
    '核对 ALIBABA_CLOUD_ACCESS_KEY_ID。',
    'Check ALIBABA_CLOUD_ACCESS_KEY_ID.',
  ),
  entry(
    'InvalidAccessKeySecret',
    'AccessKey Secret 不对。',
    'The AccessKey secret is wrong.',
    '核对 ALIBABA_CLOUD_ACCESS_KEY_SECRET；Secret 只在创建时显示一次，丢了就新建。',
    'Check ALIBABA_CLOUD_ACCESS_KEY_SECRET; it is shown once, when it is made: if it is lost, make a new one.',
  ),
  entry(
    'MissingSecurityToken',
    'STS.… 密钥没有带 security token。',
    'A key that begins with STS. came without its security token.',
    '同时设置 ALIBABA_CLOUD_SECURITY_TOKEN。',
    'Set ALIBABA_CLOUD_SECURITY_TOKEN as well.',
  ),
  entry(
    'InvalidSecurityToken.Expired',
    'security token 已过期。',
    'The security token has expired.',
    '换新的临时凭证。',
    'Get fresh temporary credentials.',
  ),
  entry(
    'InvalidSecurityToken.Malformed',
    'security token 被截断或改动。',
    'The security token was cut short or altered.',
    '原样传递它。',
    'Pass it on unchanged.',
  ),
  entry(
    'SignatureDoesNotMatch',
    'STS 请求的签名不对：几乎总是 AccessKey Secret 抄错（多了空格、少了字符）。',
    'The signature of the STS request is wrong: nearly always a mistyped AccessKey secret (a space too many, a letter too few).',
    '重新复制 ALIBABA_CLOUD_ACCESS_KEY_SECRET；Secret 只在创建时显示一次，丢了就新建一个 AccessKey。',
    'Copy ALIBABA_CLOUD_ACCESS_KEY_SECRET again; it is shown once, when it is made: if it is lost, make a new AccessKey.',
  ),
  entry(
    'IncompleteSignature',
    'STS 请求的签名不完整。',
    'The signature of the STS request is incomplete.',
    '用官方 SDK 调用。',
    'Call it by the official SDK.',
  ),
  entry(
    'SignatureNonceUsed',
    '同一个随机数用了两次（请求被重放）。',
    'A nonce was used twice (a replayed request).',
    '不要原样重发请求，重新签名。',
    'Sign anew instead of sending the same request again.',
  ),
  entry(
    'InvalidTimeStamp.Expired',
    ...CLOCK,
    '给这台机器校时（Linux：timedatectl set-ntp true）。',
    'Set this machine’s clock (Linux: timedatectl set-ntp true).',
  ),
  entry(
    'InvalidTimeStamp.Format',
    '时间格式不对。',
    'The time is malformed.',
    '用官方 SDK 调用。',
    'Call it by the official SDK.',
  ),
  entry(
    'InvalidVersion',
    'API 版本不对。',
    'The API version is wrong.',
    'STS 的版本是 2015-04-01；检查 STS_ENDPOINT 是不是 STS。',
    'STS has 2015-04-01; see whether STS_ENDPOINT is STS.',
  ),
  entry(
    'InvalidAction.NotFound',
    '没有这个接口。',
    'There is no such action.',
    '检查 STS_ENDPOINT 是不是 STS 的地址。',
    'See whether STS_ENDPOINT is an address of STS.',
  ),
  entry(
    'Throttling',
    'STS 限流：一个账号每秒 100 次。',
    'STS throttles: 100 calls a second for an account.',
    '不要每次上传都 AssumeRole（本后端一小时约六次）；等一会再试。',
    'Do not call AssumeRole for each upload (this backend does about six an hour); try again in a moment.',
  ),
  entry('Throttling.User', 'STS 限流。', 'STS throttles.', '等一会再试。', 'Try again in a moment.'),
  entry(
    'ServiceUnavailable',
    'STS 暂时不可用。',
    'STS is unavailable for now.',
    '等一会再试。',
    'Try again in a moment.',
  ),
  entry('InternalError', 'STS 内部错误。', 'STS failed inside.', '等一会再试。', 'Try again in a moment.'),
]
