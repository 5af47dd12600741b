import { roleActions } from '../../setup/policy/documents'
import { type Check, error, type Finding, fact, warning } from '../check'
import { allowedOf, PROBED_ACTIONS, type ProbedAction } from '../probe'

const NEEDED = PROBED_ACTIONS.filter((action) => roleActions().includes(action))
/** Only read, or refused for another reason: a role that may do these on all of a bucket is too wide. */
const NOT_OUTSIDE: readonly ProbedAction[] = ['oss:GetObject', 'oss:PutObject', 'oss:ListObjects', 'oss:GetBucketAcl']

export const RIGHTS: Check = {
  id: 'rights',
  title: { zh: '角色的权限', en: 'rights of the role' },
  why: {
    zh: '少一项，上传会在中途失败；多给的，密钥泄露时就多丢。',
    en: 'One too few, and uploads fail on their way; whatever is too many is lost with the key.',
  },
  // What everybody may do, no role can be found to lack.
  needs: ['access'],
  async run({ oss, role, keyFor, run, settings: { config } }) {
    const keys = await role()
    const [final, pending, outside] = await Promise.all([
      allowedOf(oss, keys, NEEDED, keyFor('nothing', '')),
      allowedOf(oss, keys, NEEDED, keyFor('nothing')),
      allowedOf(oss, keys, NOT_OUTSIDE, `doctor-${run}-outside`),
    ])
    const place = `${config.oss.bucket}/${config.oss.prefix}/*`
    return judgeRights(
      NEEDED.filter((action) => !final.includes(action) || !pending.includes(action)),
      outside,
      place,
    )
  },
}

/** Only public routes need it, and only for files sent by parts. */
const FOR_PUBLIC: ProbedAction = 'oss:PutObjectAcl'

export function judgeRights(
  missing: readonly ProbedAction[],
  outside: readonly ProbedAction[],
  place: string,
): Finding[] {
  const needed = missing.filter((action) => action !== FOR_PUBLIC)
  const found: Finding[] = []
  if (needed.length > 0) {
    const actions = needed.join(', ')
    found.push(
      error(
        'missing-action',
        { zh: `角色在 ${place} 上缺少 ${actions}`, en: `on ${place} the role lacks ${actions}` },
        GRANT,
      ),
    )
  }
  if (missing.includes(FOR_PUBLIC)) {
    const text = {
      zh: `角色在 ${place} 上缺少 ${FOR_PUBLIC}（公开路由的大文件要用）`,
      en: `on ${place} the role lacks ${FOR_PUBLIC}, which big files of public routes need`,
    }
    found.push(warning('missing-action', text, GRANT))
  }
  if (outside.length > 0) {
    const actions = outside.join(', ')
    const text = { zh: `角色在 ${place} 之外也有 ${actions}`, en: `outside ${place} the role has ${actions} as well` }
    found.push(warning('too-wide', text, NARROW))
  }
  return found.length > 0 ? found : [EXACT]
}

const EXACT = fact('exact', '不多不少', 'all that is needed, and nothing beyond')

const GRANT = {
  mend: {
    zh: 'RAM 控制台“权限策略”里把角色的策略改成下面打印的内容，几分钟内生效。',
    en: 'In the RAM console (Policies) make the role’s policy what this prints; it takes effect within minutes.',
  },
  command: 'npx wx-oss-upload-server setup policy role',
}

const NARROW = {
  mend: {
    zh: '换成下面打印的策略，去掉 AliyunOSSFullAccess 之类。',
    en: 'Use the policy that this prints instead of AliyunOSSFullAccess and its like.',
  },
  command: GRANT.command,
}
