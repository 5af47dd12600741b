import type { Text } from '../../terminal/language'
import type { Difference } from './difference'

const REGION: Text = {
  zh: '签名密钥由日期、地域和产品派生：地域写 cn-hangzhou，不带 oss-；日期用 UTC。',
  en: 'The signing key is derived from date, region and product: write cn-hangzhou, without oss-, and the date in UTC.',
}
const V4_LINES: readonly [Text, Text][] = [
  [
    { zh: '第 1 行：算法', en: 'line 1: algorithm' },
    { zh: '必须是 OSS4-HMAC-SHA256。', en: 'It must be OSS4-HMAC-SHA256.' },
  ],
  [
    { zh: '第 2 行：日期', en: 'line 2: date' },
    { zh: '必须等于请求里的 x-oss-date。', en: 'It must be the x-oss-date of the request.' },
  ],
  [{ zh: '第 3 行：范围', en: 'line 3: scope' }, REGION],
  [
    { zh: '第 4 行：规范请求的哈希', en: 'line 4: hash of the canonical request' },
    {
      zh: '规范请求不同：用 --request 给出请求，或用 --ours 给出你的规范请求，就能指出是哪一行不同。',
      en: 'The canonical requests differ. Give the request (--request) or your canonical request (--ours) to see which line differs.',
    },
  ],
]
const V1_LINES: readonly [Text, Text][] = [
  [
    { zh: '第 1 行：方法', en: 'line 1: method' },
    { zh: '签名时的方法与实际发送的不同。', en: 'The request was signed for another method.' },
  ],
  [
    { zh: '第 2 行：Content-MD5', en: 'line 2: Content-MD5' },
    { zh: '不发送这个请求头时是空行。', en: 'It is an empty line when the header is not sent.' },
  ],
  [
    { zh: '第 3 行：Content-Type', en: 'line 3: Content-Type' },
    {
      zh: '必须与实际发送的一致；没有设置时，wx.request 会发送 application/json。',
      en: 'It must be the Content-Type that is sent. Without one, wx.request sends application/json.',
    },
  ],
  [
    { zh: '第 4 行：日期', en: 'line 4: date' },
    {
      zh: '在请求头中签名时是 Date，在 URL 中签名时是 Expires 的秒数。',
      en: 'It is Date for signatures in headers, and the seconds of Expires for signed URLs.',
    },
  ],
]
const V1_REST: readonly [Text, Text] = [
  { zh: '资源或 x-oss-* 请求头', en: 'resource or x-oss-* header' },
  {
    zh: '资源是 /<bucket>/<key>（不编码）加参与签名的子资源；x-oss-* 请求头要小写并排序。',
    en: 'The resource is /<bucket>/<key> (not encoded) with the signed sub-resources; x-oss-* headers are in lower case and sorted.',
  },
]

export const isV4String = (text: string): boolean => text.startsWith('OSS4-HMAC-SHA256\n')

/** Compares the strings to sign line by line. */
export function compareStrings(theirs: string, ours: string): Difference[] {
  const [a, b] = [theirs.split('\n'), ours.split('\n')]
  const lines = isV4String(theirs) ? V4_LINES : V1_LINES
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => index).flatMap((index) => {
    if (a[index] === b[index]) return []
    const [place, cause] = lines[index] ?? V1_REST
    return [{ place, theirs: a[index] ?? '', ours: b[index] ?? '', cause }]
  })
}
