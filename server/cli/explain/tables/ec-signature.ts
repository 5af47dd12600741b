import { type Entry, entry } from '../entry'

const mismatch = (code: string, zh: string, en: string): Entry =>
  entry(
    code,
    `签名不匹配（${zh}）。`,
    `The signature does not match (${en}).`,
    '用 explain --request 或 --ours 逐行比较待签名串；若每行都相同，就是 Secret 不对。',
    'Compare what was signed line by line with explain --request or --ours; where all lines are equal, the secret is wrong.',
  )

const region = (code: string, zh: string, en: string): Entry =>
  entry(
    code,
    `签名（${zh}）里的地域不是存储空间的地域。`,
    `The region in the signature (${en}) is not the bucket’s.`,
    '把 OSS_REGION 改成存储空间的地域，如 cn-hangzhou，不带 oss-。',
    'Set OSS_REGION to the bucket’s region such as cn-hangzhou, without oss-.',
  )

const field = (code: string, zh: string, en: string): Entry =>
  entry(code, zh, en, '原样发送凭证里的 fields，一个不少。', 'Send all of the ticket’s fields unchanged.')

/** 0002: who signed it, and how. https://help.aliyun.com/zh/oss/user-guide/0002-00000201 and its siblings */
export const EC_SIGNATURE: readonly Entry[] = [
  entry(
    '0002-00000002',
    'AccessKey ID 不存在，或长期密钥多带了 security token。',
    'There is no such AccessKey ID, or a long-lived key came with a security token.',
    'LTAI… 密钥不要带 token，STS.… 密钥必须带。',
    'LTAI… keys have no token; STS.… keys need theirs.',
  ),
  entry(
    '0002-00000006',
    'security token 无效。',
    'The security token is invalid.',
    '整组更新 ID、Secret、token；在 URL 里只编码一次。',
    'Renew id, secret and token together; encode it once in a URL.',
  ),
  entry(
    '0002-00000007',
    'security token 已过期。',
    'The security token has expired.',
    '重新要凭证。',
    'Ask for fresh credentials.',
  ),
  mismatch('0002-00000040', 'V1', 'V1'),
  entry(
    '0002-00000070',
    'V1 签名 URL 的 Expires 不是秒数。',
    'Expires of a V1 signed URL is not in seconds.',
    'Expires 写 1970 年以来的秒数。',
    'Write Expires as seconds since 1970.',
  ),
  mismatch('0002-00000201', 'V4', 'V4'),
  entry(
    '0002-00000209',
    'AdditionalHeaders 不合法：为空、没有排序、没有小写，或列了默认就签名的头。',
    'AdditionalHeaders is not valid: empty, not sorted, not lower case, or naming headers that are signed anyway.',
    '没有附加头时整个省略；有则小写、排序、用分号连接。',
    'Leave it out when there are none; else lower case, sorted, joined by semicolons.',
  ),
  entry(
    '0002-00000212',
    'Credential 里的日期与 x-oss-date 不是同一天。',
    'The day in Credential is not that of x-oss-date.',
    '两处用同一个 UTC 时间。',
    'Write both from one instant, in UTC.',
  ),
  entry(
    '0002-00000213',
    'Authorization 里的 Credential 格式不对。',
    'Credential in Authorization is malformed.',
    '写成 <AccessKeyId>/<YYYYMMDD>/<地域>/oss/aliyun_v4_request。',
    'Write <AccessKeyId>/<YYYYMMDD>/<region>/oss/aliyun_v4_request.',
  ),
  entry(
    '0002-00000215',
    'x-oss-expires 不合法：它是从 x-oss-date 起的秒数，1–604800，用 STS 时到 43200。',
    'x-oss-expires is not valid: seconds from x-oss-date, 1 to 604800, with STS to 43200.',
    '写相对秒数，不是时间戳（阿里云的一页文档写错了）。',
    'Write seconds, not a timestamp (one page of Alibaba’s documentation is wrong).',
  ),
  entry(
    '0002-00000224',
    'URL 里的 x-oss-credential 格式不对。',
    'x-oss-credential in the URL is malformed.',
    '斜杠编码成 %2F，编码一次。',
    'Encode its slashes as %2F, once.',
  ),
  region('0002-00000226', 'URL', 'URL'),
  region('0002-00000228', '请求头', 'header'),
  entry(
    '0002-00000235',
    '签名时间在未来 15 分钟以后。',
    'It was signed more than 15 minutes in the future.',
    '签名的机器要校时。',
    'Set the clock of the machine that signs.',
  ),
  entry(
    '0002-00000236',
    '签名 URL 已过期。',
    'The signed URL has expired.',
    '重新要一个（POST /v1/urls）。',
    'Ask for a new one (POST /v1/urls).',
  ),
  entry(
    '0002-00000504',
    '签名时间与 OSS 的时间相差超过 15 分钟。',
    'The signing time and OSS’s own are more than 15 minutes apart.',
    '签名的机器要校时。',
    'Set the clock of the machine that signs.',
  ),
  mismatch('0002-00000602', '表单，或限制了来源 IP 的 URL', 'a form, or a URL that is limited to IPs'),
  field(
    '0002-00000701',
    '表单的 x-oss-signature-version 不是 OSS4-HMAC-SHA256。',
    'x-oss-signature-version of the form is not OSS4-HMAC-SHA256.',
  ),
  field('0002-00000702', '表单有签名却没有 policy。', 'The form has a signature but no policy.'),
  field('0002-00000703', '表单没有签名字段。', 'The form has no signature.'),
  field('0002-00000704', '表单的签名是空的。', 'The form’s signature is empty.'),
  field('0002-00000706', 'V1 表单没有 OSSAccessKeyId。', 'The V1 form has no OSSAccessKeyId.'),
  entry(
    '0002-00000709',
    '表单的 x-oss-date 不合法，或时钟相差太多。',
    'x-oss-date of the form is not valid, or the clock is far off.',
    '检查后端时钟；日期与 x-oss-credential 里的同一天。',
    'Check the backend’s clock; the day is that of x-oss-credential.',
  ),
  field('0002-00000710', '表单的 x-oss-credential 格式不对。', 'x-oss-credential of the form is malformed.'),
  region('0002-00000715', '表单', 'form'),
]
