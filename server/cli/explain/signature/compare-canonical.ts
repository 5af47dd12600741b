import type { Text } from '../../language'
import { parseCanonicalRequest } from './canonical-request'
import type { Difference } from './difference'

/** Line by line, the query and the headers by their names. Empty when both are the same. */
export function compareCanonical(theirText: string, ourText: string): Difference[] {
  const [theirs, ours] = [parseCanonicalRequest(theirText), parseCanonicalRequest(ourText)]
  return [
    ...differing({ zh: '第 1 行：方法', en: 'line 1: method' }, theirs.method, ours.method, {
      zh: '签名时的方法与实际发出的不同（CDN 会把 HEAD 变成 GET）。',
      en: 'It was signed for another method (a CDN turns HEAD into GET).',
    }),
    ...differing(
      { zh: '第 2 行：资源路径', en: 'line 2: resource path' },
      theirs.uri,
      ours.uri,
      uriCause(theirs.uri, ours.uri),
    ),
    ...comparePairs(
      { zh: '第 3 行：查询参数', en: 'line 3: query parameter' },
      theirs.query,
      ours.query,
      '=',
      queryCause,
    ),
    ...comparePairs({ zh: '请求头', en: 'header' }, theirs.headers, ours.headers, ':', headerCause),
    ...differing({ zh: '附加请求头', en: 'additional headers' }, theirs.additional, ours.additional, {
      zh: '小写、排序、用分号连接；没有就是空行。',
      en: 'Lower case, sorted, joined by semicolons; an empty line without any.',
    }),
    ...differing({ zh: '最后一行：请求体', en: 'last line: payload' }, theirs.payload, ours.payload, {
      zh: '只能写 UNSIGNED-PAYLOAD。',
      en: 'It has to be UNSIGNED-PAYLOAD.',
    }),
  ]
}

const differing = (place: Text, theirs: string, ours: string, cause: Text): Difference[] =>
  theirs === ours ? [] : [{ place, theirs, ours, cause }]

function uriCause(theirs: string, ours: string): Text {
  if (decoded(theirs) === decoded(ours)) {
    return {
      zh: '编码不同：除 A–Z a–z 0–9 - _ . ~ 和 / 外，每个 UTF-8 字节都要百分号编码一次，十六进制大写。',
      en: 'Encoded otherwise: percent-encode every UTF-8 byte but A–Z a–z 0–9 - _ . ~ and / once, in upper-case hex.',
    }
  }
  if (decoded(theirs).endsWith(decoded(ours)) && ours.startsWith('/')) {
    return {
      zh: '少了存储空间名：规范路径总是 /<bucket>/<key>，用自定义域名时也一样。',
      en: 'The bucket is missing: the canonical path is always /<bucket>/<key>, on custom domains too.',
    }
  }
  return { zh: '签的是另一个 key。', en: 'Another key was signed.' }
}

type CauseOf = (name: string, theirs: string | undefined, ours: string | undefined) => Text

function comparePairs(place: Text, theirs: string[], ours: string[], mark: string, causeOf: CauseOf): Difference[] {
  const [their, our] = [byName(theirs, mark), byName(ours, mark)]
  const names = [...new Set([...their.keys(), ...our.keys()])].sort()
  const found = names.flatMap((name) => {
    const [a, b] = [their.get(name), our.get(name)]
    const at = { zh: `${place.zh} ${name}`, en: `${place.en} ${name}` }
    return a === b ? [] : [{ place: at, theirs: a ?? '', ours: b ?? '', cause: causeOf(name, a, b) }]
  })
  if (found.length > 0 || theirs.join() === ours.join()) return found
  const cause = {
    zh: '顺序不同：按编码后的名字逐字节排序。',
    en: 'Another order: sort by the encoded name, byte by byte.',
  }
  return [{ place, theirs: theirs.join(' '), ours: ours.join(' '), cause }]
}

const byName = (pairs: string[], mark: string): Map<string, string> =>
  new Map(pairs.map((pair) => [pair.split(mark)[0] ?? '', pair]))

const queryCause: CauseOf = (_, theirs, ours) => {
  if (ours === undefined) {
    return {
      zh: '请求里有、签名里没有：签名之后又加了参数（如 x-oss-process），它也要参与签名。',
      en: 'Sent but not signed: a parameter was added after signing (x-oss-process, say); it has to be signed as well.',
    }
  }
  if (theirs === undefined)
    return {
      zh: '签了却没有发出，或被中间的 CDN、代理去掉了。',
      en: 'Signed but not sent, or taken away by a CDN or proxy.',
    }
  if (theirs === ours.replace(/=$/, ''))
    return { zh: '空值的参数只写名字，不带等号。', en: 'A parameter without a value is its bare name, without =.' }
  if (decoded(theirs) === decoded(ours)) {
    return {
      zh: '编码不同：空格是 %20 不是 +，/ 写成 %2F，只编码一次。',
      en: 'Encoded otherwise: a space is %20, not +, a slash %2F, and once only.',
    }
  }
  return { zh: '签名后值被改了。', en: 'Its value was changed after signing.' }
}

const headerCause: CauseOf = (name, theirs, ours) => {
  if (name === 'content-type') {
    return {
      zh: 'Content-Type 总是参与签名，必须原样发送；wx.request 不设它时会发 application/json。',
      en: 'Content-Type is always signed and must be sent exactly; wx.request sends application/json where none is set.',
    }
  }
  if (ours === undefined)
    return {
      zh: '请求里有、签名里没有：所有 x-oss-* 头都要签。',
      en: 'Sent but not signed: every x-oss-* header has to be.',
    }
  if (theirs === undefined)
    return { zh: '签了却没有发出，或被中间的代理去掉了。', en: 'Signed but not sent, or taken away by a proxy.' }
  return { zh: '签名后值被改了，或首尾空格没有去掉。', en: 'Its value was changed after signing, or not trimmed.' }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', '%20'))
  } catch {
    return text
  }
}
