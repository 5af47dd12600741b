/** The fields of an error, as far as a text names them; '' or 0 without one. */
export interface Fields {
  /** Everything that is called a code, in order. */
  codes: string[]
  message: string
  ec: string
  requestId: string
  /** HTTP status. */
  status: number
}

/**
 * Between a name and its value: `"Code": "x"`, `'code' => 'x'`, `ErrorCode=x`, `[ErrorCode]: x`, `<Code>x`. JSON, the
 * SDKs for Python, PHP, Java, Go and iOS, logs, and XML that was cut short differ only in this.
 */
const SIGN = String.raw`["'\]]*\s*(?:=>|[:=>])\s*`

const CODE = new RegExp(String.raw`(?<![A-Za-z])(?:error|err|oss)?[ _-]?code${SIGN}["']?([A-Za-z][\w.-]*\w)`, 'gi')
const MESSAGE = new RegExp(
  String.raw`(?<![A-Za-z])(?:error|err)?[ _-]?(?:message|msg)${SIGN}(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\n<]*))`,
  'i',
)
const REQUEST_ID = new RegExp(String.raw`request[ _-]?id${SIGN}["']?([\w-]{6,64})`, 'i')
const STATUSES = [
  /HTTP\/[\d.]+ (\d{3})/,
  new RegExp(String.raw`(?<![A-Za-z])(?:http)?[ _-]?status(?:[ _-]?code)?${SIGN}["']?(\d{3})\b`, 'i'),
  /status(?:[ _-]?code)? (?:of )?(\d{3})\b/i,
  // ali-oss ends its messages with the status of the answer; -1 and -2 mean that there was none.
  /\s(\d{3}) \(connected:/,
  /\bStatusCodeError: (\d{3})\b/,
]

export function readFields(text: string): Fields {
  const message = MESSAGE.exec(text)
  return {
    codes: [...text.matchAll(CODE)].map(([, code = '']) => code),
    message: (message?.[1] ?? message?.[2] ?? endOf(message?.[3] ?? '')).trim(),
    ec: /\b\d{4}-\d{8}\b/.exec(text)?.[0] ?? '',
    requestId: REQUEST_ID.exec(text)?.[1] ?? '',
    status: statusIn(text),
  }
}

/** A value without quotes ends at the next field: `…, HTTPStatus: 400`, `… EC: 0007-00000203`. */
const endOf = (value: string): string => value.replace(/[,;]\s*[\w-]+\s*[:=][\s\S]*$|\s+EC[:=][\s\S]*$|\}\s*$/, '')

export const statusIn = (text: string): number =>
  STATUSES.map((pattern) => Number(pattern.exec(text)?.[1] ?? 0)).find((status) => status >= 100 && status < 600) ?? 0
