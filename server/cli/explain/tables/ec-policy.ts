import { type Entry, entry } from '../entry'

/** The document itself: whoever signs it is wrong, not whoever sends it. */
const malformed = (code: string, zh: string, en: string): Entry =>
  entry(
    code,
    `policy 不合法：${zh}。`,
    `The policy is not valid: ${en}.`,
    '改签名的程序；对照 https://help.aliyun.com/zh/oss/developer-reference/postobject 的 Policy 一节。',
    'Mend the program that signs, by the section “Policy” of https://help.aliyun.com/en/oss/developer-reference/postobject.',
  )

/** 0006: form uploads. https://help.aliyun.com/zh/oss/user-guide/0006-00000228 and its siblings */
export const EC_POLICY: readonly Entry[] = [
  entry(
    '0006-00000117',
    'x-oss-forbid-overwrite 只能是 true 或 false。',
    'x-oss-forbid-overwrite is either true or false.',
    '原样发送凭证里的 fields。',
    'Send the ticket’s fields unchanged.',
  ),
  malformed('0006-00000201', '不是 UTF-8 JSON 的 base64', 'not base64 of UTF-8 JSON'),
  malformed('0006-00000204', '不是 JSON 对象', 'not a JSON object'),
  malformed(
    '0006-00000206',
    '除 expiration 与 conditions 外还有别的成员',
    'it has members besides expiration and conditions',
  ),
  malformed('0006-00000207', '没有 conditions', 'no conditions'),
  malformed('0006-00000208', '没有 expiration', 'no expiration'),
  malformed('0006-00000209', 'expiration 与 conditions 都没有', 'neither expiration nor conditions'),
  malformed('0006-00000210', 'expiration 不是 ISO 8601 的 UTC 时间', 'expiration is not ISO 8601 in UTC'),
  malformed('0006-00000211', 'expiration 是空的', 'expiration is empty'),
  malformed('0006-00000214', 'conditions 不是数组', 'conditions is no array'),
  malformed(
    '0006-00000216',
    '有不认识的匹配方式（eq、starts-with、in、not-in、content-length-range 之外）',
    'a way to match other than eq, starts-with, in, not-in, content-length-range',
  ),
  malformed(
    '0006-00000218',
    '条件不是三项，或字段名前没有 $',
    'a condition without three elements, or without $ before its field',
  ),
  malformed(
    '0006-00000220',
    'content-length-range 的两个数不是整数，或前大后小',
    'the two numbers of content-length-range are no integers, or the first is the larger',
  ),
  malformed('0006-00000222', '有条件既不是对象也不是数组', 'a condition that is neither object nor array'),
  malformed('0006-00000224', '有值的类型不对', 'a value of the wrong type'),
  entry(
    '0006-00000226',
    'policy 的条件提到了表单里没有的字段。',
    'A condition of the policy names a field that the form does not have.',
    '凭证里的 fields 一个都不能少，值为空的也要发。',
    'Send every field of the ticket, empty ones too.',
  ),
  entry(
    '0006-00000227',
    '字段的值不满足 policy 的条件，条件写在错误信息里。',
    'A field’s value breaks the condition that the message quotes.',
    '原样发送凭证里的 fields：key、类型、ACL 都不能改。',
    'Send the ticket’s fields unchanged: neither key, type nor ACL may differ.',
  ),
  entry(
    '0006-00000228',
    '表单里有 policy 没有提到的字段（错误信息末尾是它的名字）。',
    'The form has a field that the policy says nothing of (the message ends in its name).',
    '只发凭证里的 fields；自己签名时，x-oss-credential 等 V4 字段也必须写进 conditions。',
    'Send the ticket’s fields alone; when you sign yourself, the V4 fields (x-oss-credential …) belong into conditions, too.',
  ),
]
