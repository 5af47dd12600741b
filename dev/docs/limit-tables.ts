import { LIMITS } from '../../miniprogram/uploader/contract'
import type { Locale } from '../../miniprogram/uploader/messages/explain'
import { formatBytes } from '../../miniprogram/uploader/messages/format-bytes'
import { DEFAULT_LIMITS, type LimitOptions } from '../../server/limits/limits'
import { tableOf } from './markdown-table'

type Words = Record<Locale, string>

const FIXED: Readonly<Record<keyof typeof LIMITS, Words>> = {
  filesPerCall: { en: 'files in one call for tickets', zh: '一次申请上传凭证的文件数' },
  multipartPerCall: { en: 'of these, files in parts', zh: '其中分片上传的文件数' },
  partsPerUpload: { en: 'parts of one file', zh: '一个文件的分片数' },
  leastPartBytes: { en: 'smallest part, except the last', zh: '最小的分片（最后一个除外）' },
  mostPartBytes: { en: 'largest part', zh: '最大的分片' },
  signaturesPerCall: { en: 'signatures of parts in one answer', zh: '一次响应中分片签名的数量' },
  keysPerCall: { en: 'keys in one call for URLs', zh: '一次申请 URL 的文件数' },
  bodyBytes: { en: 'JSON body of a request', zh: '请求的 JSON 请求体' },
  nameLength: { en: 'characters of a file’s own name', zh: '文件原名的字符数' },
}

/** A limit without a variable can be set only in the `limits` of `createApp`. */
const COUNTED: Readonly<Record<keyof LimitOptions, Words & { variable?: string }>> = {
  requestsPerAddressPerMinute: {
    variable: 'LIMIT_IP_PER_MINUTE',
    en: 'requests of one address in a minute',
    zh: '一个地址每分钟的请求数',
  },
  loginsPerAddressPerMinute: {
    variable: 'LIMIT_LOGINS_PER_MINUTE',
    en: 'sessions that one address opens in a minute',
    zh: '一个地址每分钟建立的会话数',
  },
  requestsPerUserPerMinute: {
    variable: 'LIMIT_USER_PER_MINUTE',
    en: 'requests of one user in a minute',
    zh: '一个用户每分钟的请求数',
  },
  ticketsPerUserPerHour: {
    variable: 'LIMIT_TICKETS_PER_HOUR',
    en: 'files of one user in an hour; a renewed ticket counts again',
    zh: '一个用户每小时的文件数；重新签发的上传凭证再次计算',
  },
  bytesPerUserPerDay: {
    variable: 'LIMIT_BYTES_PER_DAY',
    en: 'declared bytes of one user in a day',
    zh: '一个用户每天声明的字节数',
  },
  wrongHostKeysPerAddressPerMinute: {
    en: 'wrong host keys of one address in a minute',
    zh: '一个地址每分钟使用错误的后端密钥的次数',
  },
  requestsPerHostKeyPerMinute: { en: 'calls with one host key in a minute', zh: '一个后端密钥每分钟的调用次数' },
}

const HEAD = {
  fixed: { en: ['what', 'at most'], zh: ['项目', '限制'] },
  counted: {
    en: ['option of `limits`', 'variable', 'what', 'default'],
    zh: ['`limits` 的选项', '环境变量', '项目', '默认值'],
  },
} as const

const amount = (name: string, value: number): string => (/bytes/i.test(name) ? formatBytes(value) : String(value))

/** What phone and backend agree on. */
export const fixedLimitTable = (locale: Locale): string =>
  tableOf(
    HEAD.fixed[locale],
    Object.entries(FIXED).map(([name, words]) => [words[locale], amount(name, LIMITS[name as keyof typeof LIMITS])]),
  )

/** What an operator can set. */
export const countedLimitTable = (locale: Locale): string =>
  tableOf(
    HEAD.counted[locale],
    Object.entries(COUNTED).map(([name, { variable, ...words }]) => [
      `\`${name}\``,
      variable ? `\`${variable}\`` : '—',
      words[locale],
      amount(name, DEFAULT_LIMITS[name as keyof LimitOptions]),
    ]),
  )
