import { commandHere } from '../../../terminal/command-here'
import type { Entry } from '../entry'

/** AccessKeys, tokens, signatures and clocks. https://help.aliyun.com/zh/oss/developer-reference/error-code */
export const OSS_IDENTITY: readonly Entry[] = [
  {
    code: 'InvalidAccessKeyId',
    phrase: 'disabled',
    what: { zh: '访问密钥（AccessKey）已被禁用。', en: 'This AccessKey is disabled.' },
    fix: {
      zh: '在 RAM 控制台“用户 → 认证管理 → AccessKey”启用它，或创建新的访问密钥并更新后端的环境变量。',
      en: 'Enable it in the RAM console (Users → Authentication → AccessKey), or create a new one and set it in the backend’s environment.',
    },
  },
  ...['security token may be lost', 'ossaccesskeyid: sts.'].map((phrase) => ({
    code: 'InvalidAccessKeyId',
    phrase,
    what: {
      zh: '这是 STS 临时访问凭证的 AccessKey ID（以 STS. 开头），但请求里没有 security token。',
      en: 'This AccessKey ID is one of STS (it begins with STS.), but the request has no security token.',
    },
    fix: {
      zh: '三个值一起使用：表单与请求头用 x-oss-security-token，ali-oss 用 stsToken，后端的环境变量是 ALIBABA_CLOUD_SECURITY_TOKEN。',
      en: 'Use all three values together: x-oss-security-token in forms and headers, stsToken of ali-oss, ALIBABA_CLOUD_SECURITY_TOKEN in the backend’s environment.',
    },
  })),
  {
    code: 'InvalidAccessKeyId',
    phrase: 'ossaccesskeyid:  ',
    what: {
      zh: 'AccessKey ID 前面多了空格，所以 OSS 不认识它。',
      en: 'The AccessKey ID begins with a space, so OSS does not know it.',
    },
    fix: {
      zh: '去掉配置里的空格（常见于复制粘贴，或 .env 里等号后面的空格）。',
      en: 'Remove the space from the configuration (often it was copied along, or stands after the = in .env).',
    },
  },
  {
    code: 'InvalidAccessKeyId',
    what: {
      zh: 'AccessKey ID 不存在：写错、已删除，或是 STS 临时访问凭证但没有 security token。',
      en: 'OSS does not know this AccessKey ID: it is mistyped or deleted, or it is one of STS without its security token.',
    },
    fix: {
      zh: '检查 ALIBABA_CLOUD_ACCESS_KEY_ID；以 STS. 开头的 ID 必须同时发送 x-oss-security-token。',
      en: 'Check ALIBABA_CLOUD_ACCESS_KEY_ID. An ID that begins with STS. must be sent with x-oss-security-token.',
    },
  },
  {
    code: 'SecurityTokenExpired',
    what: { zh: 'STS 临时访问凭证已过期。', en: 'The temporary STS credentials have expired.' },
    fix: {
      zh: `重新向后端申请凭证；如果新凭证也立即过期，请检查后端的时钟（${commandHere('doctor --only clock')}）。`,
      en: `Request new ones from the backend. If those expire at once, check the backend’s clock (${commandHere('doctor --only clock')}).`,
    },
  },
  {
    code: 'InvalidSecurityToken',
    what: {
      zh: 'security token 无效：被截断、改动（常见的是 + 被解码成空格），或已被吊销。',
      en: 'The security token is invalid: it was cut short, changed (often a + was decoded to a space) or revoked.',
    },
    fix: {
      zh: '原样传递 token，不要编码或解码；只有在 URL 里要百分号编码一次。',
      en: 'Pass the token on unchanged, without encoding or decoding it. Only in a URL, percent-encode it once.',
    },
  },
  {
    code: 'AccessKeyIdAndSecurityTokenNotMatch',
    what: {
      zh: 'AccessKey ID 与 security token 不是同一次 AssumeRole 返回的。',
      en: 'The AccessKey ID and the security token do not come from the same AssumeRole answer.',
    },
    fix: {
      zh: '三个值（AccessKey ID、AccessKey Secret、token）必须一起更新、一起使用。',
      en: 'Always use and replace the three values (AccessKey ID, AccessKey Secret, token) together.',
    },
  },
  {
    code: 'SecurityTokenNotSupported',
    what: {
      zh: '这个操作或这种访问密钥不接受 security token。',
      en: 'This operation, or this kind of AccessKey, does not accept a security token.',
    },
    fix: {
      zh: '长期访问密钥（LTAI…）不要发送 token；只有 STS. 开头的才需要。',
      en: 'Do not send a token with a long-term AccessKey (LTAI…); only those that begin with STS. have one.',
    },
  },
  {
    code: 'SignatureDoesNotMatch',
    what: {
      zh: 'OSS 计算的签名与收到的不同：AccessKey Secret 不对，或签名的内容与实际发送的请求不一致。',
      en: 'The signature that OSS computed differs from the one it received: the AccessKey Secret is wrong, or the request that was sent is not the one that was signed.',
    },
    fix: {
      zh: '把错误 XML 和请求一起交给 explain（--request 请求文件，或 --ours 你的待签名字符串），它会逐行比较并指出不同的行。',
      en: 'Give explain the XML together with the request (--request FILE) or your own string to sign (--ours FILE): it compares them line by line.',
    },
  },
  {
    code: 'RequestTimeTooSkewed',
    what: {
      zh: '签名时间与 OSS 的时间相差超过 15 分钟。',
      en: 'The signing time differs from the time of OSS by more than 15 minutes.',
    },
    fix: {
      zh: '同步签名的机器的时钟（Linux：timedatectl set-ntp true；Windows：w32tm /resync；容器使用宿主机的时钟）。',
      en: 'Synchronise the clock of the machine that signs (Linux: timedatectl set-ntp true; Windows: w32tm /resync; containers use the clock of their host).',
    },
  },
  {
    code: 'UserDisable',
    what: { zh: '账号已欠费或被停用。', en: 'The account is overdue or closed.' },
    fix: {
      zh: '在“费用与成本”中充值，或联系阿里云。',
      en: 'Pay under “Expenses and Costs”, or contact Alibaba Cloud.',
    },
  },
]
