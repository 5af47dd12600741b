import { type Caller, createSts, sourceIn } from '../../../cloud/sts'
import { accountOf } from '../../../setup/policy/documents'
import { commandHere } from '../../../terminal/command-here'
import { shortId } from '../../../terminal/hide-secrets'
import { type Check, error, type Finding, fact, warning } from '../check'

export const SOURCE: Check = {
  id: 'source',
  title: { zh: '访问密钥的身份', en: 'owner of the AccessKey' },
  why: {
    zh: '长期访问密钥应属于一个只能扮演这个角色、没有其他权限的 RAM 用户。',
    en: 'The long-term AccessKey should belong to a RAM user who can assume one role, and do nothing else.',
  },
  needs: ['clock'],
  async run({ settings, sts, source, env }) {
    const { accessKeyId } = await source()
    const client =
      sts ?? createSts({ roleArn: '', region: settings.oss.region, source: sourceIn(env), endpoint: env.STS_ENDPOINT })
    return judgeCaller(await client.whoAmI(), accessKeyId, settings.sts?.roleArn)
  },
}

export function judgeCaller({ arn, accountId, identityType }: Caller, keyId: string, roleArn?: string): Finding[] {
  const who = fact('identity', `${arn}（${shortId(keyId)}）`, `${arn} (${shortId(keyId)})`)
  if (identityType === 'Account' || arn.endsWith(':root')) return [who, ROOT_KEY]
  if (roleArn === undefined) return [who, NO_ROLE]
  if (accountOf(roleArn) === accountId) return [who]
  return [
    who,
    fact(
      'other-account',
      `角色属于另一个账号 ${accountOf(roleArn)}：它的信任策略必须包含 ${accountId}`,
      `the role belongs to another account, ${accountOf(roleArn)}: its trust policy must name ${accountId}`,
    ),
  ]
}

const ROOT_KEY = error(
  'root-key',
  {
    zh: '这是阿里云主账号的访问密钥：它有全部权限，并且不能扮演角色',
    en: 'this is the AccessKey of the Alibaba Cloud account: it has all permissions, and cannot assume a role',
  },
  {
    fix: {
      zh: '在 RAM 控制台“身份管理 → 用户 → 创建用户”，授予下面的命令打印的策略，换用这个用户的访问密钥，再删除主账号的访问密钥。',
      en: 'Create a user in the RAM console (Identities → Users), grant it the policy that this command prints, use its AccessKey, and delete that of the account.',
    },
    command: commandHere('setup policy user'),
  },
)

const NO_ROLE = warning(
  'no-role',
  {
    zh: '没有设置 STS_ROLE_ARN：直接用长期访问密钥签名，权限不受会话策略限制，并且每个上传凭证都包含它的 ID',
    en: 'STS_ROLE_ARN is not set: the long-term AccessKey itself signs, no session policy restricts it, and every ticket contains its ID',
  },
  {
    fix: {
      zh: `在 RAM 控制台“角色”创建一个角色，授予 ${commandHere('setup policy role')} 打印的策略，并设置 STS_ROLE_ARN。`,
      en: `Create a role in the RAM console (Roles), grant it the policy that ${commandHere('setup policy role')} prints, and set STS_ROLE_ARN.`,
    },
    command: commandHere('setup policy'),
  },
)
