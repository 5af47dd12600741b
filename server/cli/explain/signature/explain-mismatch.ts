import { canonicalRequest, stringToSign } from '../../../../miniprogram/uploader/oss-v4/presign'
import { nodePrimitives } from '../../../oss/signing/node-primitives'
import type { ReportedError } from '../../cloud/reported-error'
import type { Text } from '../../terminal/language'
import { compareCanonical } from './compare-canonical'
import { comparePolicies } from './compare-policy'
import { compareStrings, isV4String } from './compare-string'
import type { Difference } from './difference'
import { type PastedRequest, parseRequest } from './parse-request'

/** What the user gave to compare with: the request that was sent, or what their program signed. */
export interface OwnSide {
  request?: string
  ours?: string
  /** Needed if the request does not name it. */
  bucket?: string
}

export interface Mismatch {
  differences: Difference[]
  conclusion: Text
}

const SAME: Text = {
  zh: '每一行都相同：待签名字符串没有问题，是 AccessKey Secret 不对（或派生签名密钥用的日期、地域、产品不对）。',
  en: 'Every line is the same: the string to sign is right, and the AccessKey Secret is wrong (or the signing key was derived from another date, region or product).',
}
const SAME_REQUEST: Text = {
  zh: '按这个请求算出的每一行都与 OSS 的相同：是 AccessKey Secret 不对，或你的程序签名的内容与发送的不同（用 --ours 给出它的待签名字符串）。',
  en: 'Every line that this request gives is the same as that of OSS: the AccessKey Secret is wrong, or your program signed something other than what it sent (give its string to sign with --ours).',
}
const UNREADABLE: Text = {
  zh: '无法读取 --request：应为签名 URL、HTTP 请求，或凭证 fields 的 JSON。',
  en: 'Could not read --request: expected a signed URL, an HTTP request, or the fields of a ticket as JSON.',
}
const NOTHING: Text = {
  zh: '错误里没有 StringToSign，无法比较；请粘贴完整的错误 XML。',
  en: 'The error has no StringToSign to compare with. Paste the whole error XML.',
}
const FOUND: Text = {
  zh: '以上是不同之处：改成与 OSS 一致，签名就会匹配。',
  en: 'These are the differences. Change them to what OSS has, and the signature will match.',
}

/** Compares what OSS signed with what the user gave; undefined when the user gave nothing. */
export function explainMismatch({ details }: ReportedError, own: OwnSide): Mismatch | undefined {
  if (own.request === undefined && own.ours === undefined) return undefined
  const theirs = unescaped(details.StringToSign ?? '')
  if (theirs === '') return { differences: [], conclusion: NOTHING }
  const theirCanonical = unescaped(details.CanonicalRequest ?? '')
  const ours = own.ours === undefined ? fromRequest(own, theirCanonical, theirs) : fromText(own.ours)
  if (!ours) return { differences: [], conclusion: UNREADABLE }
  const differences = compareAll({ text: theirs, canonical: theirCanonical }, ours)
  const same = own.ours === undefined ? SAME_REQUEST : SAME
  return { differences, conclusion: differences.length > 0 ? FOUND : same }
}

interface Signed {
  /** The string to sign; '' when only the canonical request is known. */
  text: string
  canonical: string
}

function compareAll(theirs: Signed, ours: Signed): Difference[] {
  const canonical = theirs.canonical && ours.canonical ? compareCanonical(theirs.canonical, ours.canonical) : []
  if (ours.text === '') return canonical
  if (!theirs.text.includes('\n')) return comparePolicies(theirs.text, ours.text)
  // The canonical requests are compared above, so a difference of their hashes adds nothing.
  const lines = compareStrings(theirs.text, ours.text).filter(
    ({ place }) => canonical.length === 0 || !place.en.includes('hash'),
  )
  return [...canonical, ...lines]
}

/** Reads a canonical request, a string to sign or a policy. */
function fromText(text: string): Signed {
  const own = unescaped(text.replace(/\r\n/g, '\n').replace(/\n+$/, ''))
  const isCanonical = /^[A-Z]{3,7}\n\//.test(own) && own.endsWith('UNSIGNED-PAYLOAD')
  return isCanonical ? { text: '', canonical: own } : { text: own, canonical: '' }
}

function fromRequest({ request = '', bucket }: OwnSide, theirCanonical: string, theirs: string): Signed | undefined {
  const parsed = parseRequest(request)
  if (!parsed) return undefined
  if (parsed.policy) return { text: parsed.policy, canonical: '' }
  if (!isV4String(theirs)) return undefined
  const place = placeOf(parsed, bucket, theirCanonical)
  const signed = { ...parsed, method: parsed.method as 'GET', ...place, expiresSeconds: 0 }
  const canonical = canonicalRequest(signed, parsed.query)
  return { canonical, text: stringToSign(canonical, { date: parsed.date, region: parsed.region }, nodePrimitives) }
}

/** The bucket is in the host or in the path. With a custom domain only OSS knows it. */
function placeOf(
  { host, path }: PastedRequest,
  given: string | undefined,
  canonical: string,
): { bucket: string; key: string } {
  const [, known = ''] = /^[A-Z]+\n\/([^/\n]*)/.exec(canonical) ?? []
  const bucket = given ?? /^([a-z0-9-]+)\.[\w.-]+\.aliyuncs\.com$/.exec(host)?.[1] ?? known
  return path.startsWith(`${bucket}/`) && !host.startsWith(`${bucket}.`) && canonical.includes(`\n/${path}\n`)
    ? { bucket, key: path.slice(bucket.length + 1) }
    : { bucket, key: path }
}

/** Some pages and tools show line ends as `\n`. */
const unescaped = (text: string): string => (text.includes('\n') ? text : text.replaceAll('\\n', '\n'))
