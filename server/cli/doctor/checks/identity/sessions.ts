import type { Scope } from '../../../../credentials/credentials'
import type { Text } from '../../../terminal/language'
import { allowedActions, type ProbedAction } from '../../trial/probe'
import { type Check, error, type Finding, fact } from '../check'

/** Actions that a session must not be able to do, and where. */
export interface Forbidden {
  scope: Scope
  where: 'inside' | 'pending' | 'sts' | 'outside'
  actions: readonly ProbedAction[]
}

/** The session for tickets may only put; the one for URLs may only get, and nothing that is not yet confirmed. */
const FORBIDDEN: readonly Forbidden[] = [
  {
    scope: 'upload',
    where: 'inside',
    actions: ['oss:GetObject', 'oss:DeleteObject', 'oss:PutObjectAcl', 'oss:ListObjects'],
  },
  // Clients with credentials of their own upload there.
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
  title: { zh: '会话的权限', en: 'permissions of the sessions' },
  why: {
    zh: '上传凭证和签名 URL 会发到手机上：签发它们的会话不能有其他权限。',
    en: 'Tickets and signed URLs go to phones: the sessions that sign them must be allowed nothing else.',
  },
  needs: ['permissions'],
  async run({ sts, oss, session, keyFor, runId }) {
    if (!sts)
      return [fact('no-role', '没有角色，无法限制会话的权限', 'no role: without one, sessions cannot be restricted')]
    const keys = {
      inside: keyFor('nothing', ''),
      pending: keyFor('nothing'),
      sts: keyFor('nothing', '/sts'),
      outside: `doctor-${runId}-outside`,
    }
    const found = await Promise.all(
      FORBIDDEN.map(async ({ scope, where, actions }) => {
        const allowed = await allowedActions(oss, await session(scope), actions, keys[where])
        return allowed.length > 0 ? [tooWide(scope, where, allowed)] : []
      }),
    )
    return found.flat().length > 0 ? found.flat() : [RESTRICTED]
  },
}

const RESTRICTED = fact(
  'restricted',
  '上传会话只能写入，读取会话只能读取已确认的文件，都只限于前缀之内',
  'the upload session can only write, the read session can only read confirmed files, and all only below the prefix',
)

const PLACES: Readonly<Record<Forbidden['where'], Text>> = {
  inside: { zh: '前缀之内', en: 'below the prefix' },
  pending: { zh: '未确认的文件', en: 'on unconfirmed files' },
  sts: { zh: 'sts/ 之内', en: 'under sts/' },
  outside: { zh: '前缀之外', en: 'outside the prefix' },
}

const tooWide = (scope: Scope, where: Forbidden['where'], actions: readonly ProbedAction[]): Finding =>
  error(
    'session-too-wide',
    {
      zh: `${scope} 会话多出权限 ${actions.join(', ')}（${PLACES[where].zh}）`,
      en: `the ${scope} session may do ${actions.join(', ')} ${PLACES[where].en}`,
    },
    {
      fix: {
        zh: '会话策略没有生效：检查存储空间的 Bucket Policy 与读写权限；如果都没有问题，请报告这个缺陷。',
        en: 'The session policy has no effect: check the bucket’s policy and its ACL. If both are right, please report this as a bug.',
      },
    },
  )
