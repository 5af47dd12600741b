import { commandHere } from '../../../terminal/command-here'
import { type Entry, entry } from '../entry'
import { ALLOW_REFERER } from '../referer'

const permission = (code: string, zh: string, en: string): Entry =>
  entry(
    code,
    zh,
    en,
    `授予角色缺少的权限：${commandHere('setup policy role')} 会打印所需的策略。`,
    `Grant the role the missing permission: ${commandHere('setup policy role')} prints the policy.`,
  )

const hotlink = (code: string, zh: string, en: string): Entry => entry(code, zh, en, ALLOW_REFERER.zh, ALLOW_REFERER.en)

/** Permissions, and the hotlink protection. */
export const EC_PERMISSION: readonly Entry[] = [
  permission(
    '0003-00000001',
    '没有访问这个存储空间或对象的权限（权限策略与读写权限都不允许）。',
    'Neither a policy nor the ACL permits access to this bucket or object.',
  ),
  permission('0003-00000008', '没有 oss:PutObjectAcl 权限。', 'The permission oss:PutObjectAcl is missing.'),
  permission('0003-00000204', '没有 oss:DeleteObject 权限。', 'The permission oss:DeleteObject is missing.'),
  permission(
    '0003-00000301',
    'STS 会话没有这个权限：角色的权限策略与会话策略必须都允许。',
    'The STS session lacks this permission: the role’s policy and the session policy must both allow it.',
  ),
  hotlink(
    '0003-00000501',
    '请求没有 Referer，而防盗链不允许空 Referer。',
    'The request has no Referer, which the hotlink protection does not allow.',
  ),
  hotlink(
    '0003-00000502',
    '请求的 Referer 在防盗链的黑名单里。',
    'The Referer of the request is on the blacklist of the hotlink protection.',
  ),
  hotlink(
    '0003-00000503',
    '请求的 Referer 不在防盗链的白名单里。',
    'The Referer of the request is not on the whitelist of the hotlink protection.',
  ),
  entry(
    '0033-00000002',
    '防盗链的配置没有 AllowEmptyReferer。',
    'The configuration of the hotlink protection has no AllowEmptyReferer.',
    '加上 <AllowEmptyReferer>true</AllowEmptyReferer>。',
    'Add <AllowEmptyReferer>true</AllowEmptyReferer>.',
  ),
]
