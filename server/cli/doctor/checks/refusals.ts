import type { ReportedError } from '../../cloud/reported-error'
import { explanationOf } from '../../explain/explanation'
import { commandHere } from '../../terminal/command-here'
import { error, type Finding } from './check'

/** Explains an error of OSS, STS or the network as `explain` does. */
export function refusal(reported: ReportedError): Finding {
  const { code, ec, message, status } = reported
  const { what = isNamed(reported) ? undefined : FOREIGN.what, fix = FOREIGN.fix } = explanationOf(reported)
  const name = [code || (status > 0 && `HTTP ${status}`), ec, message].filter(Boolean).join(' ')
  return error(codeOf(reported), { zh: join(name, what?.zh), en: join(name, what?.en) }, { fix })
}

const isNamed = ({ family, code }: ReportedError): boolean => code !== '' && family !== 'network'

/** What answers is a page of a gateway, another service, or a server that breaks HTTP. */
const FOREIGN = {
  what: { zh: '无法理解这个响应', en: 'the answer cannot be understood' },
  fix: {
    zh: '检查 OSS_DOMAIN、OSS_ENDPOINT、STS_ENDPOINT 是否指向 OSS 与 STS，以及中间的代理或网关。',
    en: 'Check that OSS_DOMAIN, OSS_ENDPOINT and STS_ENDPOINT point to OSS and STS, and check proxies and gateways in between.',
  },
}

const join = (name: string, what: string | undefined): string => (what === undefined ? name : `${what} (${name})`)

const codeOf = ({ family, code, status }: ReportedError): string => `${family}:${code || status || 'unreadable'}`

/** A check that needs a permission of the operator, which the backend does not need. */
export const unchecked = (action: string): Finding => ({
  severity: 'unchecked',
  code: `needs:${action}`,
  found: { zh: `未检查：需要权限 ${action}`, en: `not checked: needs the permission ${action}` },
  fix: {
    zh: '这是运维的权限，后端不需要。要检查，请把下面的命令打印的策略暂时授予 RAM 用户或角色。',
    en: 'Only the operator needs this permission; the backend does not. To check it, temporarily grant the policy that this command prints to the RAM user or the role.',
  },
  command: commandHere('setup policy operator'),
})
