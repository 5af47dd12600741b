import { type Entry, entry } from '../entry'

const mismatch = (code: string, zh: string, en: string): Entry =>
  entry(
    code,
    `签名不匹配（${zh}）。`,
    `The signature does not match (${en}).`,
    '用 explain --request 或 --ours 逐行比较待签名字符串；如果每行都相同，就是 AccessKey Secret 不对。',
    'Compare the strings to sign with explain --request or --ours. If all lines are the same, the AccessKey Secret is wrong.',
  )

const region = (code: string, zh: string, en: string): Entry =>
  entry(
    code,
    `签名（${zh}）里的地域不是存储空间的地域。`,
    `The region in the signature (${en}) is not the region of the bucket.`,
    '把 OSS_REGION 改成存储空间的地域，如 cn-hangzhou，不带 oss-。',
    'Set OSS_REGION to the bucket’s region, such as cn-hangzhou, without oss-.',
  )

const field = (code: string, zh: string, en: string): Entry =>
  entry(code, zh, en, '原样发送凭证里的全部 fields。', 'Send all fields of the ticket unchanged.')

/** 0002: credentials and signatures. https://help.aliyun.com/zh/oss/user-guide/0002-00000201 and its siblings */
export const EC_SIGNATURE: readonly Entry[] = [
  entry(
    '0002-00000002',
    'AccessKey ID 不存在，或长期访问密钥带有 security token。',
    'There is no such AccessKey ID, or a long-term AccessKey came with a security token.',
    'LTAI… 不要发送 token，STS.… 必须发送。',
    'Send no token with LTAI…; always send it with STS.….',
  ),
  entry(
    '0002-00000003',
    'AccessKey ID 以 STS. 开头，但请求里没有 security token。',
    'The AccessKey ID begins with STS., but the request has no security token.',
    '三个值（AccessKey ID、AccessKey Secret、token）一起使用：x-oss-security-token，或 ali-oss 的 stsToken。',
    'Use the three values (AccessKey ID, AccessKey Secret, token) together: x-oss-security-token, or stsToken of ali-oss.',
  ),
  entry(
    '0002-00000006',
    'security token 无效。',
    'The security token is invalid.',
    '一起更新 AccessKey ID、AccessKey Secret、token；在 URL 里只编码一次。',
    'Replace AccessKey ID, AccessKey Secret and token together; in a URL, encode the token once.',
  ),
  entry(
    '0002-00000007',
    'security token 已过期。',
    'The security token has expired.',
    '重新申请凭证。',
    'Request new credentials.',
  ),
  mismatch('0002-00000040', 'V1', 'V1'),
  entry(
    '0002-00000070',
    'V1 签名 URL 的 Expires 不是秒数。',
    'Expires of a V1 signed URL is not in seconds.',
    'Expires 应为 1970 年以来的秒数。',
    'Expires must be in seconds since 1970.',
  ),
  mismatch('0002-00000201', 'V4', 'V4'),
  entry(
    '0002-00000209',
    'AdditionalHeaders 不合法：为空、没有排序、没有小写，或包含默认就参与签名的请求头。',
    'AdditionalHeaders is not valid: it is empty, not sorted, not in lower case, or names headers that are always signed.',
    '没有附加请求头时省略它；有则小写、排序、用分号连接。',
    'Omit it without additional headers; otherwise write them in lower case, sorted, joined by semicolons.',
  ),
  entry(
    '0002-00000212',
    'Credential 里的日期与 x-oss-date 不是同一天。',
    'The date in Credential differs from x-oss-date.',
    '两处使用同一个 UTC 时间。',
    'Use the same UTC time for both.',
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
    'x-oss-expires 不合法：它是从 x-oss-date 起的秒数，1–604800，使用 STS 时最大 43200。',
    'x-oss-expires is not valid: it is the number of seconds after x-oss-date, 1 to 604800, with STS at most 43200.',
    '使用相对秒数，不是时间戳（阿里云有一页文档写错了）。',
    'Write seconds, not a timestamp (one page of the Alibaba Cloud documentation is wrong).',
  ),
  entry(
    '0002-00000224',
    'URL 里的 x-oss-credential 格式不对。',
    'x-oss-credential in the URL is malformed.',
    '斜杠编码成 %2F，编码一次。',
    'Encode its slashes as %2F, once.',
  ),
  region('0002-00000226', '请求头或 URL', 'header or URL'),
  entry(
    '0002-00000227',
    '签名里的产品名不是 oss。',
    'The product in the signature is not oss.',
    'Credential 写成 <AccessKeyId>/<YYYYMMDD>/<地域>/oss/aliyun_v4_request；只有云盒用 oss-cloudbox。',
    'Write Credential as <AccessKeyId>/<YYYYMMDD>/<region>/oss/aliyun_v4_request; only CloudBox uses oss-cloudbox.',
  ),
  region('0002-00000228', '请求头', 'header'),
  entry(
    '0002-00000235',
    '签名时间比 OSS 的时间晚 15 分钟以上。',
    'The signing time is more than 15 minutes in the future.',
    '同步签名的机器的时钟。',
    'Synchronise the clock of the machine that signs.',
  ),
  entry(
    '0002-00000236',
    '签名 URL 已过期。',
    'The signed URL has expired.',
    '重新申请（POST /v1/urls）。',
    'Request a new one (POST /v1/urls).',
  ),
  entry(
    '0002-00000504',
    '签名时间与 OSS 的时间相差超过 15 分钟。',
    'The signing time differs from the time of OSS by more than 15 minutes.',
    '同步签名的机器的时钟。',
    'Synchronise the clock of the machine that signs.',
  ),
  mismatch(
    '0002-00000602',
    '表单，或限制来源 IP 的 URL',
    'of a form, or of a URL that is limited to some IP addresses',
  ),
  field(
    '0002-00000701',
    '表单的 x-oss-signature-version 不是 OSS4-HMAC-SHA256。',
    'x-oss-signature-version of the form is not OSS4-HMAC-SHA256.',
  ),
  field('0002-00000702', '表单有签名但没有 policy。', 'The form has a signature but no policy.'),
  field('0002-00000703', '表单没有签名字段。', 'The form has no signature.'),
  field('0002-00000704', '表单的签名是空的。', 'The form’s signature is empty.'),
  field('0002-00000706', 'V1 表单没有 OSSAccessKeyId。', 'The V1 form has no OSSAccessKeyId.'),
  entry(
    '0002-00000709',
    '表单的 x-oss-date 不合法，或与 OSS 的时间相差太多。',
    'x-oss-date of the form is not valid, or differs too much from the time of OSS.',
    '检查后端的时钟；日期要与 x-oss-credential 里的相同。',
    'Check the backend’s clock; the date must be the same as in x-oss-credential.',
  ),
  entry(
    '0002-00000902',
    'AccessKey ID 不存在：写错、已删除，或缺少 security token。',
    'OSS does not know this AccessKey ID: it is mistyped or deleted, or its security token is missing.',
    '检查 ALIBABA_CLOUD_ACCESS_KEY_ID；以 STS. 开头的 ID 必须同时发送 x-oss-security-token。',
    'Check ALIBABA_CLOUD_ACCESS_KEY_ID. An ID that begins with STS. must be sent with x-oss-security-token.',
  ),
  field('0002-00000710', '表单的 x-oss-credential 格式不对。', 'x-oss-credential of the form is malformed.'),
  region('0002-00000715', '表单', 'form'),
]
