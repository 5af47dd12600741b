import { commandHere } from '../terminal/command-here'
import type { Locale } from '../terminal/language'

/** How the operator, who runs these commands, gets the permission that OSS demands. The backend does not need it. */
export const OPERATOR_HELP: Readonly<Record<Locale, (action: string) => string>> = {
  zh: (action) =>
    `缺少权限 ${action}。只有运维操作需要它，后端不需要：用有此权限的访问密钥运行（ALIBABA_CLOUD_ACCESS_KEY_ID / _SECRET），或把 ${commandHere('setup policy operator')} 打印的策略暂时授予 RAM 用户或角色。`,
  en: (action) =>
    `The permission ${action} is missing. Only the operator needs it; the backend does not. Run this with an AccessKey that has it (ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET), or temporarily grant the policy that ${commandHere('setup policy operator')} prints to the RAM user or the role.`,
}
