import type { Context } from '../../context/context'
import { sendForm, TRIAL_SIZE, type TrialTicket, trialFile, trialTicket } from '../../trial/trial-ticket'
import { error, type Finding, fact } from '../check'

/** The changes, and their names in Chinese. */
const CHANGES = {
  key: '另一个 key',
  'one byte more': '多一个字节',
  'one byte fewer': '少一个字节',
  'public ACL': '公开的 ACL',
  type: '另一种类型',
  'extra field': '多一个字段',
}

type Change = keyof typeof CHANGES

/** Makes one change to each ticket. Every ticket has its own key, so none is refused because the object exists. */
export async function tamper(context: Context): Promise<Finding[]> {
  const changes: Record<Change, (ticket: TrialTicket) => Pick<TrialTicket, 'fields' | 'file'>> = {
    key: ({ fields, file }) => ({ fields: { ...fields, key: context.keyFor('another-key.jpg') }, file }),
    'one byte more': ({ fields }) => ({ fields, file: trialFile(TRIAL_SIZE + 1) }),
    'one byte fewer': ({ fields }) => ({ fields, file: trialFile(TRIAL_SIZE - 1) }),
    'public ACL': ({ fields, file }) => ({ fields: { ...fields, 'x-oss-object-acl': 'public-read' }, file }),
    type: ({ fields, file }) => ({ fields: { ...fields, 'x-oss-content-type': 'text/html' }, file }),
    'extra field': ({ fields, file }) => ({ fields: { ...fields, 'x-oss-storage-class': 'IA' }, file }),
  }
  const outcomes = await Promise.all(
    Object.entries(changes).map(async ([name, change], index) => {
      const { error: refused } = await sendForm(context, change(await trialTicket(context, `changed-${index}.jpg`)))
      return [name, refused !== undefined] as const
    }),
  )
  return judgeTampering(Object.fromEntries(outcomes))
}

/** `refused`: for each change, whether OSS refused it. */
function judgeTampering(refused: Readonly<Record<string, boolean>>): Finding[] {
  const { 'extra field': extra, ...others } = refused
  const accepted = Object.keys(others).filter((name) => !others[name])
  const found: Finding[] = []
  if (accepted.length > 0) found.push(changesAccepted(accepted))
  else found.push(EXACT)
  found.push(extra ? EXTRA_REFUSED : EXTRA_ACCEPTED)
  return found
}

const changesAccepted = (names: string[]): Finding =>
  error(
    'changed-ticket-accepted',
    {
      zh: `改动后的凭证仍被接受：${names.map((name) => CHANGES[name as Change]).join('、')}`,
      en: `a changed ticket was accepted: ${names.join(', ')}`,
    },
    {
      fix: {
        zh: 'OSS 没有检查 policy，或响应来自域名前面的网关：OSS_DOMAIN 要直接指向存储空间；存储空间的读写权限不能是公共读写。',
        en: 'OSS did not check the policy, or a gateway answered instead of OSS: OSS_DOMAIN must point directly to the bucket, and the ACL of the bucket must not be public-read-write.',
      },
    },
  )

const EXACT = fact(
  'exact',
  '大小多或少一个字节，或改动 key、类型、ACL，都被拒绝',
  'one byte more or fewer, another key, another type and another ACL are refused',
)
const EXTRA_REFUSED = fact('extra-field', 'policy 中没有的字段会被拒绝', 'a field that is not in the policy is refused')
const EXTRA_ACCEPTED = fact(
  'extra-field',
  'policy 中没有的字段会被接受（没有风险：后端确认时会再次检查对象）',
  'a field that is not in the policy is accepted (this is safe: the backend checks the object again when it confirms)',
)
