import { commandHere } from '../../../terminal/command-here'
import { type Entry, entry } from '../entry'

const argument = (name: string, zh: string, en: string): Entry =>
  entry(`InvalidParameter.${name}`, `AssumeRole 的 ${name} 不合法。`, `${name} of AssumeRole is not valid.`, zh, en)

/** The role, and the arguments of AssumeRole. https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-errorcodes */
export const STS_ROLE: readonly Entry[] = [
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
]
