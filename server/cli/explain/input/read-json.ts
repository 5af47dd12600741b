import { getSystemErrorName } from 'node:util'
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
  return readSystem(value) ?? readWechat(value) ?? readNamed(value) ?? readInner(value) ?? readCoded(value)
}

/** Node's errors have an `errno` as well, which is negative; `wx` has none of their other fields. */
function readSystem({ code, errno, message, syscall, hostname, address }: Json): ReportedError | undefined {
  const name = typeof code === 'string' && /^(E[A-Z]{2}|ERR_|UND_ERR)[A-Z_0-9]*$/.test(code) ? code : systemName(errno)
  if (name === undefined) return undefined
  const details = textsOf({ syscall, hostname, address })
  return reportedError('network', { code: name, message: textOf(message), details })
}

/** `-3008` → `ENOTFOUND`. Undefined for the numbers of `wx`, which are positive. */
export function systemName(errno: unknown): string | undefined {
  const number = Number(errno)
  if (!Number.isInteger(number) || number >= 0) return undefined
  try {
    const name = getSystemErrorName(number)
    // Node itself reports these by one name.
    return /^EAI_NO(NAME|DATA)$/.test(name) ? 'ENOTFOUND' : name.startsWith('E') ? name : undefined
  } catch {
    return undefined
  }
}

function readWechat({ errMsg, errno, errcode, errmsg }: Json): ReportedError | undefined {
  // `uploadFile:ok` comes with a status and a body, which say more.
  if (errno !== undefined || (errMsg !== undefined && !/:\s?ok\b/.test(textOf(errMsg)))) {
    return reportedError('wx', { code: textOf(errno), message: textOf(errMsg) })
  }
  if (errcode === undefined) return undefined
  return reportedError('wechat', { code: textOf(errcode), message: textOf(errmsg) })
}

function readNamed({ Code, Message, RequestId }: Json): ReportedError | undefined {
  if (typeof Code !== 'string') return undefined
  return reportedError('sts', { code: Code, message: textOf(Message), requestId: textOf(RequestId) })
}

/** Where others put the error: the backend, the SDKs, a component's event, HTTP clients, `Error.cause`. */
const PLACES = ['error', 'err', 'data', 'detail', 'details', 'cause', 'response', 'body', 'result', 'reason']

function readInner(value: Json): ReportedError | undefined {
  for (const place of PLACES) {
    const inner = value[place]
    const found = asRecord(inner) ?? (typeof inner === 'string' ? parse(inner) : undefined)
    const error = found && read(found)
    if (error) return error
  }
  return undefined
}

function readCoded(value: Json): ReportedError | undefined {
  const { code, message } = value
  if (typeof code !== 'string' || code === '') return undefined
  const parts = {
    code,
    message: textOf(message),
    requestId: textOf(value.requestId),
    status: Number(value.status ?? value.statusCode ?? 0) || 0,
  }
  if (isErrorCode(code)) return reportedError('library', { ...parts, details: textsOf(asRecord(value.params)) })
  return reportedError(/^[A-Z_]+$/.test(code) ? 'network' : value.statusCode === undefined ? 'oss' : 'sts', parts)
}

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

const asRecord = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined

const textsOf = (value: Json = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(value)
      .map(([name, one]): [string, string] => [name, textOf(one)])
      .filter(([, one]) => one !== ''),
  )
