import type { Text } from '../../terminal/language'
import { parseCanonicalRequest } from './canonical-request'
import type { Difference } from './difference'

/** Compares two canonical requests line by line, and query parameters and headers by name. */
export function compareCanonical(theirText: string, ourText: string): Difference[] {
  const [theirs, ours] = [parseCanonicalRequest(theirText), parseCanonicalRequest(ourText)]
  return [
    ...differing({ zh: '第 1 行：方法', en: 'line 1: method' }, theirs.method, ours.method, {
      zh: '签名时的方法与实际发送的不同（CDN 会把 HEAD 变成 GET）。',
      en: 'The request was signed for another method (a CDN turns HEAD into GET).',
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
      zh: '小写、排序、用分号连接；没有附加请求头时是空行。',
      en: 'Write them in lower case, sorted and joined by semicolons. Without any, the line is empty.',
    }),
    ...differing({ zh: '最后一行：请求体', en: 'last line: payload' }, theirs.payload, ours.payload, {
      zh: '必须是 UNSIGNED-PAYLOAD。',
      en: 'It must be UNSIGNED-PAYLOAD.',
    }),
  ]
}

const differing = (place: Text, theirs: string, ours: string, cause: Text): Difference[] =>
  theirs === ours ? [] : [{ place, theirs, ours, cause }]

function uriCause(theirs: string, ours: string): Text {
  if (decoded(theirs) === decoded(ours)) {
    return {
      zh: '编码不同：除 A–Z a–z 0–9 - _ . ~ 和 / 外，每个 UTF-8 字节都要百分号编码一次，十六进制大写。',
      en: 'The encoding differs: percent-encode every UTF-8 byte except A–Z a–z 0–9 - _ . ~ and /, once, in upper-case hex.',
    }
  }
  if (decoded(theirs).endsWith(decoded(ours)) && ours.startsWith('/')) {
    return {
      zh: '缺少存储空间名称：规范路径总是 /<bucket>/<key>，用自定义域名时也一样。',
      en: 'The bucket is missing: the canonical path is always /<bucket>/<key>, on custom domains too.',
    }
  }
  return { zh: '签名的是另一个 key。', en: 'Another key was signed.' }
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
    zh: '顺序不同：按编码后的名称逐字节排序。',
    en: 'The order differs: sort by the encoded name, byte by byte.',
  }
  return [{ place, theirs: theirs.join(' '), ours: ours.join(' '), cause }]
}

const byName = (pairs: string[], mark: string): Map<string, string> =>
  new Map(pairs.map((pair) => [pair.split(mark)[0] ?? '', pair]))

const queryCause: CauseOf = (_, theirs, ours) => {
  if (ours === undefined) {
    return {
      zh: '请求里有，签名里没有：签名之后又添加了参数（如 x-oss-process），它也要参与签名。',
      en: 'It was sent but not signed: the parameter was added after signing (for example x-oss-process), and must be signed too.',
    }
  }
  if (theirs === undefined)
    return {
      zh: '签名里有，请求里没有：没有发送，或被 CDN、代理去掉了。',
      en: 'It was signed but did not arrive: it was not sent, or a CDN or a proxy removed it.',
    }
  if (theirs === ours.replace(/=$/, ''))
    return {
      zh: '没有值的参数只写名称，不带等号。',
      en: 'A parameter without a value is written as its name alone, without =.',
    }
  if (decoded(theirs) === decoded(ours)) {
    return {
      zh: '编码不同：空格是 %20，不是 +；/ 是 %2F；只编码一次。',
      en: 'The encoding differs: a space is %20, not +; a slash is %2F; encode only once.',
    }
  }
  return { zh: '签名之后值被改动了。', en: 'The value was changed after signing.' }
}

const headerCause: CauseOf = (name, theirs, ours) => {
  if (name === 'content-type') {
    return {
      zh: 'Content-Type 总是参与签名，必须原样发送；没有设置时，wx.request 会发送 application/json。',
      en: 'Content-Type is always signed and must be sent unchanged. Without one, wx.request sends application/json.',
    }
  }
  if (ours === undefined)
    return {
      zh: '请求里有，签名里没有：所有 x-oss-* 请求头都要参与签名。',
      en: 'It was sent but not signed: every x-oss-* header must be signed.',
    }
  if (theirs === undefined)
    return {
      zh: '签名里有，请求里没有：没有发送，或被代理去掉了。',
      en: 'It was signed but did not arrive: it was not sent, or a proxy removed it.',
    }
  return {
    zh: '签名之后值被改动了，或首尾空格没有去掉。',
    en: 'The value was changed after signing, or was not trimmed.',
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', '%20'))
  } catch {
    return text
  }
}
