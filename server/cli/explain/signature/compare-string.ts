import type { Text } from '../../language'
import type { Difference } from './difference'

const REGION: Text = {
  zh: '签名密钥由日期、地域、产品推出：地域写 cn-hangzhou，不带 oss-；日期是 UTC 的当天。',
  en: 'The signing key comes of day, region and product: write cn-hangzhou, without oss-, and the day in UTC.',
}
const V4_LINES: readonly [Text, Text][] = [
  [
    { zh: '第 1 行：算法', en: 'line 1: algorithm' },
    { zh: '写 OSS4-HMAC-SHA256。', en: 'It is OSS4-HMAC-SHA256.' },
  ],
  [
    { zh: '第 2 行：日期', en: 'line 2: date' },
    { zh: '必须等于请求里的 x-oss-date。', en: 'It has to be the x-oss-date that is sent.' },
  ],
  [{ zh: '第 3 行：范围', en: 'line 3: scope' }, REGION],
  [
    { zh: '第 4 行：规范请求的哈希', en: 'line 4: hash of the canonical request' },
    {
      zh: '规范请求不同：给出请求（--request）或你的规范请求（--ours），就能指出是其中哪一行。',
      en: 'The canonical requests differ: give the request (--request) or your canonical request (--ours), and the line within is named.',
    },
  ],
]
const V1_LINES: readonly [Text, Text][] = [
  [
    { zh: '第 1 行：方法', en: 'line 1: method' },
    { zh: '签名时的方法与实际发出的不同。', en: 'It was signed for another method.' },
  ],
  [
    { zh: '第 2 行：Content-MD5', en: 'line 2: Content-MD5' },
    { zh: '没有发就是空行。', en: 'An empty line when it is not sent.' },
  ],
  [
    { zh: '第 3 行：Content-Type', en: 'line 3: Content-Type' },
    {
      zh: '必须与实际发送的一致；wx.request 不设它时会发 application/json。',
      en: 'It has to be the one that is sent; wx.request sends application/json where none is set.',
    },
  ],
  [
    { zh: '第 4 行：日期', en: 'line 4: date' },
    {
      zh: '请求头签名是 Date，URL 签名是 Expires 的秒数。',
      en: 'Date in header signatures, the seconds of Expires in URLs.',
    },
  ],
]
const V1_REST: readonly [Text, Text] = [
  { zh: '资源或 x-oss-* 头', en: 'resource or x-oss-* header' },
  {
    zh: '资源是 /<bucket>/<key>（不编码）加参与签名的子资源；x-oss-* 头小写、排序。',
    en: 'The resource is /<bucket>/<key> (not encoded) and the signed sub-resources; x-oss-* headers in lower case, sorted.',
  },
]

export const isV4String = (text: string): boolean => text.startsWith('OSS4-HMAC-SHA256\n')

/** The strings to sign, line by line. */
export function compareStrings(theirs: string, ours: string): Difference[] {
  const [a, b] = [theirs.split('\n'), ours.split('\n')]
  const lines = isV4String(theirs) ? V4_LINES : V1_LINES
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => index).flatMap((index) => {
    if (a[index] === b[index]) return []
    const [place, cause] = lines[index] ?? V1_REST
    return [{ place, theirs: a[index] ?? '', ours: b[index] ?? '', cause }]
  })
}
