import { parseXml, type XmlElement } from '../../oss/xml'
import { type ReportedError, reportedError } from './reported-error'

/** Elements that are shown elsewhere or help no reader. */
const KNOWN = ['Code', 'Message', 'RequestId', 'HostId', 'EC', 'RecommendDoc', 'StringToSignBytes', 'SecurityToken']

/** Reads the first `<Error>` in a text: a whole answer or a line of a log. Undefined without one. */
export function readErrorXml(text: string, status = 0): ReportedError | undefined {
  const source = /<((?:\w+:)?Error)(?:\s[^<>]*)?>[\s\S]*?<\/\1\s*>/.exec(text)?.[0]
  const root = source === undefined ? undefined : parseXml(source)
  if (!root) return undefined
  const texts = Object.fromEntries(root.children.map((child) => [localName(child), child.text]))
  const values = Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, value.trim()]))
  // Blanks at the ends are kept: an AccessKey ID that was pasted with one is a common cause.
  const details = Object.entries(texts).filter(([name, value]) => !KNOWN.includes(name) && value.trim() !== '')
  return reportedError(values.HostId?.startsWith('sts') ? 'sts' : 'oss', {
    code: values.Code ?? '',
    message: values.Message ?? '',
    ec: values.EC ?? '',
    requestId: values.RequestId ?? '',
    status: status || statusIn(text),
    details: Object.fromEntries(details),
  })
}

/** The name without the prefix of a namespace. */
const localName = ({ name }: XmlElement): string => name.replace(/^.*:/, '')

/** Reads the headers of an answer, one a line. A HEAD has no body: its XML comes in `x-oss-err`, as base64. */
export function readHeaders(text: string): ReportedError | undefined {
  const header = (name: string): string => new RegExp(`^[<\\s]*${name}:\\s*(\\S+)`, 'im').exec(text)?.[1] ?? ''
  const [error, ec, requestId] = ['x-oss-err', 'x-oss-ec', 'x-oss-request-id'].map(header)
  if (error) {
    const found = readErrorXml(Buffer.from(error, 'base64').toString('utf8'), statusIn(text))
    if (found) return { ...found, ec: found.ec || (ec ?? ''), requestId: found.requestId || (requestId ?? '') }
  }
  return ec ? reportedError('oss', { ec, requestId, status: statusIn(text) }) : undefined
}

/** `HTTP/1.1 403 Forbidden`, as curl -i and -v print it. */
const statusIn = (text: string): number => Number(/HTTP\/[\d.]+ (\d{3})/.exec(text)?.[1] ?? 0)
