import type { Assumed } from '../../../cloud/sts'
import { shortId } from '../../../terminal/hide-secrets'
import { type Check, type Finding, fact } from '../check'

export const ROLE: Check = {
  id: 'role',
  title: { zh: '扮演角色（AssumeRole）', en: 'AssumeRole' },
  why: {
    zh: '每个上传凭证都用角色的临时访问凭证签名。',
    en: 'Every ticket is signed with temporary credentials of the role.',
  },
  needs: ['source'],
  async run({ assumed, session }) {
    const answer = await assumed()
    if (!answer) return [fact('no-role', '没有角色：使用长期访问密钥', 'no role: the long-term AccessKey is used')]
    // STS also checks the grammar and the size of each session policy.
    await Promise.all((['upload', 'read', 'manage'] as const).map(session))
    return showAnswer(answer)
  },
}

/** Shows the answer of AssumeRole with the names of its fields, but without its secrets. */
function showAnswer({ credentials, arn, assumedRoleId, requestId }: Assumed): Finding[] {
  const { accessKeyId, accessKeySecret, securityToken = '', expiresAt } = credentials
  const lines: [string, string, string][] = [
    ['AssumedRoleUser.Arn', arn, arn],
    ['AssumedRoleUser.AssumedRoleId', assumedRoleId, assumedRoleId],
    ['Credentials.AccessKeyId', shortId(accessKeyId), shortId(accessKeyId)],
    [
      'Credentials.AccessKeySecret',
      `…（${accessKeySecret.length} 个字符）`,
      `… (${accessKeySecret.length} characters)`,
    ],
    ['Credentials.SecurityToken', `…（${securityToken.length} 个字符）`, `… (${securityToken.length} characters)`],
    ['Credentials.Expiration', new Date(expiresAt).toISOString(), new Date(expiresAt).toISOString()],
    ['RequestId', requestId, requestId],
  ]
  return lines.map(([name, zh, en]) => fact(name, `${name}  ${zh}`, `${name}  ${en}`))
}
