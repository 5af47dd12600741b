import type { Entry } from '../entry'

/** Keys, tokens, signatures and clocks. https://help.aliyun.com/zh/oss/developer-reference/error-code */
export const OSS_IDENTITY: readonly Entry[] = [
  {
    code: 'InvalidAccessKeyId',
    says: 'disabled',
    what: { zh: '这个 AccessKey 已被禁用。', en: 'This AccessKey is disabled.' },
    todo: {
      zh: '在 RAM 控制台“用户 → 认证管理 → AccessKey”启用它，或换一个新的并更新后端环境变量。',
      en: 'Enable it in the RAM console (Users → Authentication → AccessKey), or make a new one and renew the backend’s environment.',
    },
  },
  {
    code: 'InvalidAccessKeyId',
    what: {
      zh: 'OSS 不认识这个 AccessKey ID：抄错、已删除，或是 STS 临时密钥却没有带 security token。',
      en: 'OSS does not know this AccessKey ID: mistyped, deleted, or a temporary STS key that came without its security token.',
    },
    todo: {
      zh: '核对 ALIBABA_CLOUD_ACCESS_KEY_ID；以 STS. 开头的密钥必须同时带上 x-oss-security-token。',
      en: 'Check ALIBABA_CLOUD_ACCESS_KEY_ID; a key that begins with STS. must travel with x-oss-security-token.',
    },
  },
  {
    code: 'SecurityTokenExpired',
    what: { zh: 'STS 临时凭证已过期。', en: 'The temporary STS credentials have expired.' },
    todo: {
      zh: '重新向后端要凭证；若新凭证也立即过期，检查后端时钟（npx wx-oss-upload-server doctor --only clock）。',
      en: 'Ask the backend for fresh ones; if those expire at once, check the backend’s clock (npx wx-oss-upload-server doctor --only clock).',
    },
  },
  {
    code: 'InvalidSecurityToken',
    what: {
      zh: 'security token 无效：被截断、改动（常见是 + 号被解码成空格），或已被吊销。',
      en: 'The security token is invalid: cut short, altered (often a + decoded to a space), or revoked.',
    },
    todo: {
      zh: '原样传递 token，不要对它再做编解码；在 URL 里要百分号编码一次。',
      en: 'Pass the token on as it is, neither encoding nor decoding it; in a URL percent-encode it once.',
    },
  },
  {
    code: 'AccessKeyIdAndSecurityTokenNotMatch',
    what: {
      zh: 'AccessKey ID 与 security token 不是同一次 AssumeRole 给出的。',
      en: 'The AccessKey ID and the security token are not of one AssumeRole answer.',
    },
    todo: {
      zh: '三个值（ID、Secret、token）必须整组更新、整组使用。',
      en: 'Renew and use the three values (id, secret, token) only together.',
    },
  },
  {
    code: 'SecurityTokenNotSupported',
    what: {
      zh: '这个操作或这种密钥不接受 security token。',
      en: 'This operation, or this kind of key, takes no security token.',
    },
    todo: {
      zh: '长期 AccessKey（LTAI…）不要带 token；只有 STS.… 密钥才带。',
      en: 'Send no token with a long-lived key (LTAI…); only keys that begin with STS. have one.',
    },
  },
  {
    code: 'SignatureDoesNotMatch',
    what: {
      zh: 'OSS 算出的签名与收到的不同：密钥 Secret 不对，或签名的内容与实际发出的请求不一致。',
      en: 'OSS computed another signature than it got: the secret is wrong, or what was signed is not what was sent.',
    },
    todo: {
      zh: '把错误 XML 连同请求交给 explain（--request 请求文件，或 --ours 你的待签名串），它会逐行比较并指出是哪一行。',
      en: 'Give explain the XML together with the request (--request FILE, or --ours FILE with your own string to sign): it compares line by line and names the line.',
    },
  },
  {
    code: 'RequestTimeTooSkewed',
    what: {
      zh: '签名时间与 OSS 的时间相差超过 15 分钟。',
      en: 'The signing time and OSS’s own are more than 15 minutes apart.',
    },
    todo: {
      zh: '签名的机器要校时（Linux：timedatectl set-ntp true；Windows：w32tm /resync；容器随宿主机）。',
      en: 'Set the clock of the machine that signs (Linux: timedatectl set-ntp true; Windows: w32tm /resync; containers follow their host).',
    },
  },
  {
    code: 'UserDisable',
    what: { zh: '账号已欠费或被停用。', en: 'The account is in arrears or closed.' },
    todo: { zh: '在“费用与成本”中充值，或联系阿里云。', en: 'Pay under “Expenses and Costs”, or ask Alibaba Cloud.' },
  },
]
