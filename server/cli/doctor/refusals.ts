import { explanationOf } from '../explain/explanation'
import type { Said } from '../explain/said'
import { error, type Finding, type Severity } from './check'

/** What OSS, STS or the network said, in the words of `explain`. */
export function refusal(said: Said, severity: Severity = 'error'): Finding {
  const { what, todo } = explanationOf(said)
  const name = [said.code || `HTTP ${said.status}`, said.ec, said.message].filter(Boolean).join(' ')
  return {
    ...error(codeOf(said), { zh: join(name, what?.zh), en: join(name, what?.en) }),
    severity,
    ...(todo && { mend: todo }),
  }
}

const join = (name: string, what: string | undefined): string => (what === undefined ? name : `${what} (${name})`)

const codeOf = ({ family, code, status }: Said): string => `${family}:${code || status}`

/** A right of the operator, which the backend itself never needs. */
export const cannotSee = (action: string): Finding => ({
  severity: 'unseen',
  code: `needs:${action}`,
  found: { zh: `看不到：需要权限 ${action}`, en: `cannot see: needs ${action}` },
  mend: {
    zh: '这是运维的权限，后端自己不需要。想看，就把下面打印的策略暂时授予 RAM 用户或角色。',
    en: 'It is the operator’s right; the backend needs it not. To see it, grant what this prints to the RAM user or the role for a while.',
  },
  command: 'npx wx-oss-upload-server setup policy operator',
})
