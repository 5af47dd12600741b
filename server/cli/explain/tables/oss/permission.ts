import { commandHere } from '../../../terminal/command-here'
import type { Entry } from '../entry'
import { ALLOW_REFERER, REFERER_REFUSED } from '../referer'

const GRANT = {
  zh: `授予角色缺少的权限：${commandHere('setup policy role')} 会打印最小权限的策略，请在 RAM 控制台“权限策略”中更新。`,
  en: `Grant the role the missing permission: ${commandHere('setup policy role')} prints the policy; update it in the RAM console (Policies).`,
}
const RENEW = {
  zh: '重新申请凭证后重试；如果新凭证也立即过期，请检查后端的时钟。',
  en: 'Request a new ticket and try again. If that expires at once too, check the backend’s clock.',
}

/** https://help.aliyun.com/zh/oss/user-guide/hotlink-protection-faq */
const HOTLINK: readonly Entry[] = ['referer policy', 'referer'].map((phrase) => ({
  code: 'AccessDenied',
  phrase,
  what: REFERER_REFUSED,
  fix: ALLOW_REFERER,
}))

/** AccessDenied has many causes; only its message shows which. */
export const OSS_PERMISSION: readonly Entry[] = [
  {
    code: 'AccessDenied',
    phrase: 'policy expired',
    what: { zh: '上传凭证的 policy 已过期。', en: 'The ticket’s policy has expired.' },
    fix: RENEW,
  },
  {
    code: 'AccessDenied',
    phrase: 'request has expired',
    what: { zh: '签名 URL 已过期。', en: 'The signed URL has expired.' },
    fix: RENEW,
  },
  {
    code: 'AccessDenied',
    phrase: 'not valid yet',
    what: {
      zh: '签名时间比 OSS 的时间晚 15 分钟以上。',
      en: 'The signing time is more than 15 minutes in the future.',
    },
    fix: {
      zh: '签名的机器时钟快了，请同步时钟。',
      en: 'The clock of the machine that signs is ahead: synchronise it.',
    },
  },
  {
    code: 'AccessDenied',
    phrase: 'requires a valid date',
    what: { zh: '请求没有有效的 Date / x-oss-date。', en: 'The request has no valid Date or x-oss-date.' },
    fix: {
      zh: '签名时加上 x-oss-date（YYYYMMDDTHHMMSSZ，UTC）。',
      en: 'Add x-oss-date to the signed request (YYYYMMDDTHHMMSSZ, UTC).',
    },
  },
  {
    code: 'AccessDenied',
    phrase: 'extra input fields',
    what: { zh: '表单里有 policy 中没有的字段。', en: 'The form has a field that is not in the policy.' },
    fix: {
      zh: '只发送凭证里的 fields，不要添加字段；自己签名时，给每个字段（file、policy、签名除外）写一个条件。',
      en: 'Send only the ticket’s fields. If you sign the policy yourself, write a condition for every field except file, policy and the signature.',
    },
  },
  {
    code: 'AccessDenied',
    phrase: 'policy condition failed',
    what: {
      zh: '有字段的值不满足 policy 的条件，条件见错误信息。',
      en: 'The value of a field violates a condition of the policy; the message quotes it.',
    },
    fix: {
      zh: '原样发送凭证里的 fields；类型、大小、key 都不能改动。',
      en: 'Send the ticket’s fields unchanged, in particular type, size and key.',
    },
  },
  {
    code: 'AccessDenied',
    phrase: 'according to policy',
    what: { zh: '表单与签名的 policy 不一致。', en: 'The form does not match the signed policy.' },
    fix: { zh: '原样发送凭证里的 fields。', en: 'Send the ticket’s fields unchanged.' },
  },
  {
    code: 'AccessDenied',
    phrase: "authorizer's policy",
    what: {
      zh: 'STS 会话没有这个权限：角色的权限策略与会话策略（AssumeRole 的 Policy）必须都允许。',
      en: 'The STS session lacks this permission: the role’s policy and the session policy (Policy of AssumeRole) must both allow it.',
    },
    fix: GRANT,
  },
  {
    code: 'AccessDenied',
    phrase: 'specified endpoint',
    what: { zh: '存储空间不在这个地域。', en: 'The bucket is in another region.' },
    fix: {
      zh: '按错误里的 Endpoint 修改 OSS_REGION，以及 OSS_DOMAIN 与 OSS_ENDPOINT。',
      en: 'The Endpoint in the error is the right one. Set OSS_REGION, OSS_DOMAIN and OSS_ENDPOINT to match it.',
    },
  },
  {
    code: 'AccessDenied',
    phrase: 'put public',
    what: {
      zh: '存储空间开启了“阻止公共访问”，不能设置公共读写。',
      en: 'Block Public Access is enabled, so nothing can be made public.',
    },
    fix: {
      zh: '把路由改为 visibility: private，并用签名 URL 读取；如果必须公开，请在 OSS 控制台“权限控制 → 阻止公共访问”关闭它。',
      en: 'Make the route private, and read its files by signed URLs. If they must be public, disable Block Public Access in the OSS console (Permission Control).',
    },
  },
  {
    code: 'AccessDenied',
    phrase: 'authorized by ram',
    what: { zh: 'RAM 没有授权这个身份执行此操作。', en: 'RAM does not allow this identity to perform the action.' },
    fix: GRANT,
  },
  ...HOTLINK,
  {
    code: 'AccessDenied',
    phrase: 'bucket acl',
    what: {
      zh: '存储空间不是公开的，而请求没有签名，或签名的身份没有这个权限：RAM 用户的访问密钥只应调用 AssumeRole，访问 OSS 的应是角色。',
      en: 'The bucket is not public, and the request is not signed, or its signer lacks the permission: the AccessKey of a RAM user should only call AssumeRole, and the role accesses OSS.',
    },
    fix: {
      zh: `读取私有文件用签名 URL（POST /v1/urls）；上传时检查是否设置了 STS_ROLE_ARN，并用 STS 临时访问凭证签名，角色的策略见 ${commandHere('setup policy role')}；运维命令（setup、doctor）需要另外的权限：${commandHere('setup policy operator')}。`,
      en: `Read private files by a signed URL (POST /v1/urls). For uploads check that STS_ROLE_ARN is set, that STS credentials sign, and that the role has what ${commandHere('setup policy role')} prints. The operator’s commands (setup, doctor) need more: ${commandHere('setup policy operator')}.`,
    },
  },
  {
    code: 'AccessDenied',
    phrase: 'does not belong to you',
    what: {
      zh: '存储空间属于另一个账号。',
      en: 'The bucket belongs to another account.',
    },
    fix: {
      zh: '检查 OSS_BUCKET，以及访问密钥与角色是否属于同一个账号。',
      en: 'Check OSS_BUCKET, and whether AccessKey and role are of the same account.',
    },
  },
  {
    code: 'AccessDenied',
    phrase: 'anonymous',
    what: { zh: '请求没有签名，而对象是私有的。', en: 'The request is not signed, and the object is private.' },
    fix: {
      zh: '读取用签名 URL（POST /v1/urls）；上传时要发送凭证里的全部 fields，签名不能丢。',
      en: 'Read it by a signed URL (POST /v1/urls). An upload must send all fields of the ticket, the signature too.',
    },
  },
  {
    code: 'AccessDenied',
    what: { zh: '没有权限。', en: 'The permission is missing.' },
    fix: GRANT,
  },
  {
    code: 'AccessForbidden',
    what: {
      zh: '浏览器的预检请求被拒绝：没有跨域规则（CORS）允许这个来源、方法或请求头。小程序不受跨域限制。',
      en: 'The preflight of a browser was refused: no CORS rule allows this origin, method or header. CORS does not apply to mini-programs.',
    },
    fix: { zh: commandHere('setup cors apply'), en: commandHere('setup cors apply') },
  },
]
