import { isErrorCode } from '../../../../miniprogram/uploader/error-codes'
import { type ReportedError, reportedError } from '../../cloud/reported-error'

type Json = Readonly<Record<string, unknown>>

/** Reads JSON of STS, a failure of `wx`, WeChat's `errcode`, an error of the contract or a line of the backend's log. */
export function readJsonError(text: string): ReportedError | undefined {
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

function read(value: Json): ReportedError | undefined {
  const { errMsg, errno, errcode, errmsg, Code, Message, RequestId, error, data, code, message } = value
  if (errMsg !== undefined || errno !== undefined) {
    return reportedError('wx', { code: textOf(errno), message: textOf(errMsg) })
  }
  if (errcode !== undefined) return reportedError('wechat', { code: textOf(errcode), message: textOf(errmsg) })
  if (typeof Code === 'string') {
    return reportedError('sts', { code: Code, message: textOf(Message), requestId: textOf(RequestId) })
  }
  // The backend has `error` in its answers and in its log; errors of the SDKs have `data`.
  const inner = asRecord(error) ?? asRecord(data)
  const found = inner && read(inner)
  if (found) return found
  return typeof code === 'string' ? readCoded(code, textOf(message), value) : undefined
}

function readCoded(code: string, message: string, value: Json): ReportedError {
  const parts = {
    code,
    message,
    requestId: textOf(value.requestId),
    status: Number(value.status ?? value.statusCode ?? 0),
  }
  if (isErrorCode(code)) return reportedError('library', { ...parts, details: textsOf(asRecord(value.params)) })
  return reportedError(/^[A-Z_]+$/.test(code) ? 'network' : value.statusCode === undefined ? 'oss' : 'sts', parts)
}

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

const asRecord = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined

const textsOf = (value: Json = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(value).map(([name, one]) => [name, textOf(one)]))
