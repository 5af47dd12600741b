import type { Entry } from '../entry'

const GRANT = {
  zh: '给角色补上权限：npx wx-oss-upload-server setup policy role 打印出最小权限，在 RAM 控制台“权限策略”中更新。',
  en: 'Give the role what it needs: npx wx-oss-upload-server setup policy role prints the least policy; update it in the RAM console under Policies.',
}
const RENEW = {
  zh: '重新要一张凭证再传一次；若新凭证也立即过期，检查后端时钟。',
  en: 'Ask for a fresh ticket and send once more; if that expires at once too, check the backend’s clock.',
}

/** One code, many causes: only the sentence tells them apart. */
export const OSS_PERMISSION: readonly Entry[] = [
  {
    code: 'AccessDenied',
    says: 'policy expired',
    what: { zh: '上传凭证的 policy 已过期。', en: 'The ticket’s policy has expired.' },
    todo: RENEW,
  },
  {
    code: 'AccessDenied',
    says: 'request has expired',
    what: { zh: '签名 URL 已过期。', en: 'The signed URL has expired.' },
    todo: RENEW,
  },
  {
    code: 'AccessDenied',
    says: 'not valid yet',
    what: { zh: '签名时间在未来 15 分钟以后。', en: 'It was signed more than 15 minutes in the future.' },
    todo: { zh: '签名的机器时钟快了，先校时。', en: 'The clock of the machine that signs is ahead: set it.' },
  },
  {
    code: 'AccessDenied',
    says: 'requires a valid date',
    what: { zh: '请求没有有效的 Date / x-oss-date。', en: 'The request has no valid Date or x-oss-date.' },
    todo: {
      zh: '签名时带上 x-oss-date（YYYYMMDDTHHMMSSZ，UTC）。',
      en: 'Sign with x-oss-date (YYYYMMDDTHHMMSSZ, UTC).',
    },
  },
  {
    code: 'AccessDenied',
    says: 'extra input fields',
    what: { zh: '表单里有 policy 没有提到的字段。', en: 'The form has a field that the policy says nothing of.' },
    todo: {
      zh: '只发凭证里的 fields，不要自己加字段；自己签名时，给发送的每个字段（file、policy、签名除外）写一个条件。',
      en: 'Send the ticket’s fields and none of your own; when you sign yourself, write a condition for every field but file, policy and the signature.',
    },
  },
  {
    code: 'AccessDenied',
    says: 'policy condition failed',
    what: {
      zh: '有字段的值不满足 policy 的条件，条件写在错误信息里。',
      en: 'A field’s value breaks a condition of the policy; the message quotes it.',
    },
    todo: {
      zh: '原样发送凭证里的 fields；文件类型、大小、key 都不能改。',
      en: 'Send the ticket’s fields unchanged; neither type, size nor key may differ.',
    },
  },
  {
    code: 'AccessDenied',
    says: 'according to policy',
    what: { zh: '表单与签名的 policy 不一致。', en: 'The form is not what the signed policy allows.' },
    todo: { zh: '原样发送凭证里的 fields。', en: 'Send the ticket’s fields unchanged.' },
  },
  {
    code: 'AccessDenied',
    says: "authorizer's policy",
    what: {
      zh: 'STS 会话没有这个权限：角色的权限策略与会话策略（AssumeRole 的 Policy）取交集后不允许。',
      en: 'The STS session lacks this right: the role’s policy and the session’s own (AssumeRole’s Policy) do not both allow it.',
    },
    todo: GRANT,
  },
  {
    code: 'AccessDenied',
    says: 'specified endpoint',
    what: { zh: '存储空间不在这个地域。', en: 'The bucket is in another region.' },
    todo: {
      zh: '错误里的 Endpoint 是正确的地址：据此改 OSS_REGION，以及 OSS_DOMAIN / OSS_ENDPOINT。',
      en: 'The Endpoint in the error is the right one: set OSS_REGION by it, and OSS_DOMAIN or OSS_ENDPOINT.',
    },
  },
  {
    code: 'AccessDenied',
    says: 'put public',
    what: {
      zh: '存储空间开启了“阻止公共访问”，不能设置公共读写。',
      en: 'Block Public Access is on: nothing can be made public.',
    },
    todo: {
      zh: '路由改为 visibility: private 并用签名 URL 读取；确需公开时，在 OSS 控制台“权限控制 → 阻止公共访问”关闭。',
      en: 'Make the route private and read by signed URL; if it has to be public, switch it off in the OSS console (Permission Control → Block Public Access).',
    },
  },
  {
    code: 'AccessDenied',
    says: 'authorized by ram',
    what: { zh: 'RAM 没有授权这个身份做这件事。', en: 'RAM does not allow this identity to do it.' },
    todo: GRANT,
  },
  {
    code: 'AccessDenied',
    says: 'bucket acl',
    what: {
      zh: '这个 RAM 用户没有被授权，存储空间又不是公开的。用户的密钥只应调用 AssumeRole，访问 OSS 的应是角色。',
      en: 'This RAM user has no such right, and the bucket is not public. The user’s key is for AssumeRole only; it is the role that goes to OSS.',
    },
    todo: {
      zh: '确认 STS_ROLE_ARN 已设置，签名用的是 STS 密钥；运维命令（setup、doctor）另需授权：setup policy operator。',
      en: 'See that STS_ROLE_ARN is set and that STS keys sign; the operator’s commands (setup, doctor) need rights of their own: setup policy operator.',
    },
  },
  {
    code: 'AccessDenied',
    says: 'anonymous',
    what: { zh: '请求没有签名，而对象是私有的。', en: 'The request is not signed, and the object is private.' },
    todo: { zh: '用签名 URL 读取（POST /v1/urls）。', en: 'Read by a signed URL (POST /v1/urls).' },
  },
  {
    code: 'AccessDenied',
    what: { zh: '没有权限。', en: 'Not permitted.' },
    todo: GRANT,
  },
  {
    code: 'AccessForbidden',
    what: {
      zh: '浏览器的跨域预检被拒：没有 CORS 规则允许这个来源、方法或请求头。小程序不受 CORS 限制。',
      en: 'A browser’s preflight was refused: no CORS rule allows this origin, method or header. Mini-programs are not subject to CORS.',
    },
    todo: { zh: 'npx wx-oss-upload-server setup cors apply', en: 'npx wx-oss-upload-server setup cors apply' },
  },
]
