import { type Entry, entry } from '../entry'

/** The policy itself is malformed, so the program that signs it is wrong, not the one that sends it. */
const malformed = (code: string, zh: string, en: string): Entry =>
  entry(
    code,
    `policy 不合法：${zh}。`,
    `The policy is not valid: ${en}.`,
    '对照 https://help.aliyun.com/zh/oss/developer-reference/postobject 的 Policy 一节，修改签名的程序。',
    'Fix the program that signs. See the section “Policy” of https://help.aliyun.com/en/oss/developer-reference/postobject.',
  )

/** 0006: form uploads. https://help.aliyun.com/zh/oss/user-guide/0006-00000228 and its siblings */
export const EC_POLICY: readonly Entry[] = [
  entry(
    '0006-00000117',
    'x-oss-forbid-overwrite 只能是 true 或 false。',
    'x-oss-forbid-overwrite must be true or false.',
    '原样发送凭证里的 fields。',
    'Send the ticket’s fields unchanged.',
  ),
  malformed('0006-00000201', '不是 UTF-8 JSON 的 base64', 'it is not base64 of UTF-8 JSON'),
  malformed('0006-00000204', '不是 JSON 对象', 'it is not a JSON object'),
  malformed(
    '0006-00000206',
    '除 expiration 与 conditions 外还有其他成员',
    'it has other members than expiration and conditions',
  ),
  malformed('0006-00000207', '没有 conditions', 'it has no conditions'),
  malformed('0006-00000208', '没有 expiration', 'it has no expiration'),
  malformed('0006-00000209', 'expiration 与 conditions 都没有', 'it has neither expiration nor conditions'),
  malformed('0006-00000210', 'expiration 不是 ISO 8601 的 UTC 时间', 'expiration is not ISO 8601 in UTC'),
  malformed('0006-00000211', 'expiration 是空的', 'expiration is empty'),
  malformed('0006-00000214', 'conditions 不是数组', 'conditions is not an array'),
  malformed(
    '0006-00000216',
    '有未知的匹配方式（只能是 eq、starts-with、in、not-in、content-length-range）',
    'a condition uses an unknown operator (only eq, starts-with, in, not-in and content-length-range exist)',
  ),
  malformed(
    '0006-00000218',
    '有条件不是三项，或字段名前没有 $',
    'a condition does not have three elements, or its field lacks the $',
  ),
  malformed(
    '0006-00000220',
    'content-length-range 的两个数不是整数，或前大后小',
    'the two numbers of content-length-range are not integers, or the first is larger than the second',
  ),
  malformed('0006-00000222', '有条件既不是对象也不是数组', 'a condition is neither an object nor an array'),
  malformed('0006-00000224', '有值的类型不对', 'a value has the wrong type'),
  entry(
    '0006-00000226',
    'policy 的条件要求的字段，表单里没有。',
    'A condition of the policy names a field that the form does not have.',
    '发送凭证里的全部 fields，值为空的也要发送。',
    'Send every field of the ticket, including the empty ones.',
  ),
  entry(
    '0006-00000227',
    '字段的值不满足 policy 的条件，条件写在错误信息里。',
    'The value of a field violates the condition that the message quotes.',
    '原样发送凭证里的 fields：key、类型、ACL 都不能改动。',
    'Send the ticket’s fields unchanged, in particular key, type and ACL.',
  ),
  entry(
    '0006-00000228',
    '表单里有 policy 中没有的字段（错误信息末尾是它的名称）。',
    'The form has a field that is not in the policy (the message ends with its name).',
    '只发送凭证里的 fields；自己签名时，x-oss-credential 等 V4 字段也必须写入 conditions。',
    'Send only the ticket’s fields. If you sign the policy yourself, its conditions must also name the V4 fields (x-oss-credential, …).',
  ),
]
