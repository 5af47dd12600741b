import type { Scope } from '../../../credentials/credentials'
import { type Check, error, type Finding, fact } from '../check'
import { allowedOf, type ProbedAction } from '../probe'

/** What a session must not be able to do: with its keys, and where. */
export interface Forbidden {
  scope: Scope
  where: 'inside' | 'pending' | 'sts' | 'outside'
  actions: readonly ProbedAction[]
}

/** What travels to phones may put; what travels in URLs may get, but nothing that is still unchecked. */
export const FORBIDDEN: readonly Forbidden[] = [
  {
    scope: 'upload',
    where: 'inside',
    actions: ['oss:GetObject', 'oss:DeleteObject', 'oss:PutObjectAcl', 'oss:ListObjects'],
  },
  // What web pages put with credentials of their own.
  { scope: 'upload', where: 'sts', actions: ['oss:PutObject'] },
  { scope: 'upload', where: 'outside', actions: ['oss:PutObject', 'oss:GetObject'] },
  {
    scope: 'read',
    where: 'inside',
    actions: ['oss:PutObject', 'oss:DeleteObject', 'oss:PutObjectAcl', 'oss:ListObjects'],
  },
  { scope: 'read', where: 'pending', actions: ['oss:GetObject'] },
  { scope: 'read', where: 'sts', actions: ['oss:GetObject'] },
  { scope: 'read', where: 'outside', actions: ['oss:GetObject'] },
  { scope: 'manage', where: 'outside', actions: ['oss:PutObject', 'oss:GetObject', 'oss:DeleteObject'] },
]

export const SESSIONS: Check = {
  id: 'sessions',
  title: { zh: '临时密钥的权限', en: 'rights of the sessions' },
  why: {
    zh: '凭证和签名 URL 会到手机上：它们的密钥除了自己的事，什么都不该能做。',
    en: 'Tickets and signed URLs go to phones: their keys should be good for nothing else.',
  },
  needs: ['rights'],
  async run({ sts, oss, session, keyFor, run }) {
    if (!sts) return [fact('no-role', '没有角色，无法收窄', 'no role, so nothing narrows them')]
    const keys = {
      inside: keyFor('nothing', ''),
      pending: keyFor('nothing'),
      sts: keyFor('nothing', '/sts'),
      outside: `doctor-${run}-outside`,
    }
    const found = await Promise.all(
      FORBIDDEN.map(async ({ scope, where, actions }) => {
        const allowed = await allowedOf(oss, await session(scope), actions, keys[where])
        return allowed.length > 0 ? [tooWide(scope, where, allowed)] : []
      }),
    )
    return found.flat().length > 0 ? found.flat() : [NARROW]
  },
}

const NARROW = fact(
  'narrow',
  '上传的只能写，读取的只能读已确认的，都出不了前缀',
  'those for uploads can only put, those for URLs only read what was confirmed; none leaves the prefix',
)

const tooWide = (scope: Scope, where: string, actions: readonly ProbedAction[]): Finding =>
  error(
    'session-too-wide',
    {
      zh: `${scope} 会话（${where}）能做 ${actions.join(', ')}`,
      en: `the ${scope} session may do ${actions.join(', ')} (${where})`,
    },
    {
      mend: {
        zh: '会话策略没有生效：检查存储空间的 Bucket Policy 与公共读写；若都没有，请报告这个问题。',
        en: 'The session policy has no effect: look at the bucket’s policy and public ACLs; if there are none, report this.',
      },
    },
  )
