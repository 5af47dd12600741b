import { roleActions } from '../../../setup/policy/documents'
import { commandHere } from '../../../terminal/command-here'
import { allowedActions, PROBED_ACTIONS, type ProbedAction } from '../../trial/probe'
import { type Check, error, type Finding, fact, warning } from '../check'

const NEEDED = PROBED_ACTIONS.filter((action) => roleActions().includes(action))
/** A role that may do these outside the prefix has too many permissions. The probes change nothing. */
const NOT_OUTSIDE: readonly ProbedAction[] = ['oss:GetObject', 'oss:PutObject', 'oss:ListObjects', 'oss:GetBucketAcl']

export const PERMISSIONS: Check = {
  id: 'permissions',
  title: { zh: '角色的权限', en: 'permissions of the role' },
  why: {
    zh: '缺少权限，上传会在中途失败；多余的权限，在密钥泄露时会被滥用。',
    en: 'If one is missing, uploads fail halfway. Those that are not needed do harm if the AccessKey leaks.',
  },
  // In a public bucket the probes would also succeed without permissions.
  needs: ['access'],
  async run({ oss, role, keyFor, runId, settings }) {
    const keys = await role()
    const [final, pending, outside] = await Promise.all([
      allowedActions(oss, keys, NEEDED, keyFor('nothing', '')),
      allowedActions(oss, keys, NEEDED, keyFor('nothing')),
      allowedActions(oss, keys, NOT_OUTSIDE, `doctor-${runId}-outside`),
    ])
    const resource = `${settings.oss.bucket}/${settings.oss.prefix}/*`
    return judgePermissions(
      NEEDED.filter((action) => !final.includes(action) || !pending.includes(action)),
      outside,
      resource,
    )
  },
}

/** Only public routes need it, and only for files that are uploaded in parts. */
const FOR_PUBLIC: ProbedAction = 'oss:PutObjectAcl'

function judgePermissions(
  missing: readonly ProbedAction[],
  outside: readonly ProbedAction[],
  resource: string,
): Finding[] {
  const needed = missing.filter((action) => action !== FOR_PUBLIC)
  const found: Finding[] = []
  if (needed.length > 0) {
    const actions = needed.join(', ')
    found.push(
      error(
        'missing-action',
        { zh: `角色在 ${resource} 上缺少权限 ${actions}`, en: `on ${resource} the role lacks ${actions}` },
        GRANT,
      ),
    )
  }
  if (missing.includes(FOR_PUBLIC)) {
    const text = {
      zh: `角色在 ${resource} 上缺少权限 ${FOR_PUBLIC}（公开路由的大文件需要）`,
      en: `on ${resource} the role lacks ${FOR_PUBLIC}, which big files of public routes need`,
    }
    found.push(warning('missing-action', text, GRANT))
  }
  if (outside.length > 0) {
    const actions = outside.join(', ')
    const text = {
      zh: `角色在 ${resource} 之外也有权限 ${actions}`,
      en: `outside ${resource} the role also has ${actions}`,
    }
    found.push(warning('too-wide', text, NARROW))
  }
  return found.length > 0 ? found : [EXACT]
}

const EXACT = fact('exact', '需要的权限都有，没有多余的权限', 'it has all that are needed, and no others')

const GRANT = {
  fix: {
    zh: '在 RAM 控制台“权限策略”中，把角色的策略改成下面的命令打印的内容，几分钟内生效。',
    en: 'In the RAM console (Policies), replace the role’s policy with what this command prints. It takes effect within minutes.',
  },
  command: commandHere('setup policy role'),
}

const NARROW = {
  fix: {
    zh: '去掉 AliyunOSSFullAccess 等策略，换成下面的命令打印的策略。',
    en: 'Remove AliyunOSSFullAccess and similar policies, and use the policy that this command prints.',
  },
  command: GRANT.command,
}
