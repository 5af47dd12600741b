import type { Locale } from '../language'

/** How whoever runs these commands gets the right that OSS asks for. The backend itself needs none of them. */
export const OPERATOR_HELP: Readonly<Record<Locale, (action: string) => string>> = {
  zh: (action) =>
    `缺少权限 ${action}。这是运维操作，后端自己用不到：用有此权限的 AccessKey 运行（ALIBABA_CLOUD_ACCESS_KEY_ID / _SECRET），或把 setup policy operator 打印的策略暂时授予 RAM 用户或角色。`,
  en: (action) =>
    `The right ${action} is missing. It is the operator’s; the backend never needs it. Run this with a key that has it (ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET), or grant what setup policy operator prints to the RAM user or the role for a while.`,
}
