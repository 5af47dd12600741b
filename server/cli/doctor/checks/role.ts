import type { Assumed } from '../../cloud/sts'
import { shortId } from '../../hide-secrets'
import { type Check, type Finding, fact } from '../check'

export const ROLE: Check = {
  id: 'role',
  title: { zh: '扮演角色', en: 'AssumeRole' },
  why: {
    zh: '每张上传凭证都用角色的临时密钥签名。',
    en: 'Every ticket is signed with temporary keys of the role.',
  },
  needs: ['source'],
  async run({ assumed, session }) {
    const answer = await assumed()
    if (!answer) return [fact('no-role', '没有角色：用长期密钥', 'no role: the long-lived key is used')]
    // The session policies have a grammar and a size of their own.
    await Promise.all((['upload', 'read', 'manage'] as const).map(session))
    return showAnswer(answer)
  },
}

/** The answer of AssumeRole as every walk-through shows it, without what must stay secret. */
export function showAnswer({ credentials, arn, assumedRoleId, requestId }: Assumed): Finding[] {
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
