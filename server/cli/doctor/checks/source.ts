import { type Caller, createSts, sourceIn } from '../../cloud/sts'
import { shortId } from '../../hide-secrets'
import { accountOf } from '../../setup/policy/documents'
import { type Check, error, type Finding, fact, warning } from '../check'

export const SOURCE: Check = {
  id: 'source',
  title: { zh: '密钥的身份', en: 'whose key it is' },
  why: {
    zh: '长期密钥只该属于一个除了扮演角色什么都不能做的 RAM 用户。',
    en: 'The long-lived key should be that of a RAM user who can assume one role, and do nothing else.',
  },
  needs: ['clock'],
  async run({ settings: { config }, sts, source, env }) {
    const { accessKeyId } = await source()
    const client =
      sts ?? createSts({ roleArn: '', region: config.oss.region, source: sourceIn(env), endpoint: env.STS_ENDPOINT })
    return judgeCaller(await client.whoAmI(), accessKeyId, config.sts?.roleArn)
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
      `角色属于另一个账号 ${accountOf(roleArn)}：它的信任策略要写上 ${accountId}`,
      `the role is of another account, ${accountOf(roleArn)}: its trust policy has to name ${accountId}`,
    ),
  ]
}

const ROOT_KEY = error(
  'root-key',
  {
    zh: '这是阿里云主账号的 AccessKey：能做一切，也扮演不了角色',
    en: 'this is the AccessKey of the account itself: it can do everything, and assume no role',
  },
  {
    mend: {
      zh: 'RAM 控制台“身份管理 → 用户 → 创建用户”，授予下面打印的策略，换用它的 AccessKey，再删掉主账号的 AccessKey。',
      en: 'RAM console, Identities → Users → Create User; grant it what this prints, use its AccessKey, and delete the account’s own.',
    },
    command: 'npx wx-oss-upload-server setup policy user',
  },
)

const NO_ROLE = warning(
  'no-role',
  {
    zh: '没有 STS_ROLE_ARN：长期密钥直接签名，权限没有收窄，上传凭证里带着它的 ID',
    en: 'no STS_ROLE_ARN: the long-lived key itself signs, unnarrowed, and its id travels in every ticket',
  },
  {
    mend: {
      zh: '建一个角色（RAM 控制台“角色”），授予 setup policy role 打印的策略，设置 STS_ROLE_ARN。',
      en: 'Make a role (RAM console, Roles), grant it what setup policy role prints, and set STS_ROLE_ARN.',
    },
    command: 'npx wx-oss-upload-server setup policy',
  },
)
