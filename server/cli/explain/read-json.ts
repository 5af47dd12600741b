import { isErrorCode } from '../../../miniprogram/uploader/error-codes'
import { type Said, said } from './said'

type Json = Readonly<Record<string, unknown>>

/** STS's answer, a `wx` failure, WeChat's `errcode`, an error of our own or a line of the backend's log. */
export function readJsonError(text: string): Said | undefined {
  for (const source of [text, ...text.split('\n')]) {
    const value = parse(source)
    const found = value && read(value)
    if (found) return found
  }
  return undefined
}

function parse(text: string): Json | undefined {
  const source = /\{[\s\S]*\}/.exec(text)?.[0]
  if (source === undefined) return undefined
  try {
    return asRecord(JSON.parse(source))
  } catch {
    return undefined
  }
}

function read(value: Json): Said | undefined {
  const { errMsg, errno, errcode, errmsg, Code, Message, RequestId, error, data, code, message } = value
  if (errMsg !== undefined || errno !== undefined) {
    return said('wx', { code: textOf(errno), message: textOf(errMsg) })
  }
  if (errcode !== undefined) return said('wechat', { code: textOf(errcode), message: textOf(errmsg) })
  if (typeof Code === 'string') {
    return said('sts', { code: Code, message: textOf(Message), requestId: textOf(RequestId) })
  }
  // { error } of the backend, in its answers and in its log; `data` of the SDKs' own errors.
  const inner = asRecord(error) ?? asRecord(data)
  const found = inner && read(inner)
  if (found) return found
  return typeof code === 'string' ? readCoded(code, textOf(message), value) : undefined
}

function readCoded(code: string, message: string, value: Json): Said {
  const parts = {
    code,
    message,
    requestId: textOf(value.requestId),
    status: Number(value.status ?? value.statusCode ?? 0),
  }
  if (isErrorCode(code)) return said('ours', { ...parts, details: plain(asRecord(value.params)) })
  return said(/^[A-Z_]+$/.test(code) ? 'network' : value.statusCode === undefined ? 'oss' : 'sts', parts)
}

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

const asRecord = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined

const plain = (value: Json = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(value).map(([name, one]) => [name, textOf(one)]))
