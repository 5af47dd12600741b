import type { CloudAnswer, CloudRequest } from '../http/exchange'
import { type XmlContent, xmlDocument } from '../http/write-xml'
import type { StsError } from './errors'

export type AnswerFormat = 'JSON' | 'XML'

interface Answered {
  request: Pick<CloudRequest, 'headers'>
  now: number
  requestId: string
  operation: string
  format: AnswerFormat
}

/** The XML of an operation has the root `<operation>Response`. */
export const stsAnswer = (answered: Answered, content: { [element: string]: XmlContent }): CloudAnswer =>
  answer(answered, 200, `${answered.operation}Response`, content)

export function stsErrorAnswer(answered: Answered, { code, message, status }: StsError): CloudAnswer {
  const { request, requestId } = answered
  const content = { RequestId: requestId, HostId: request.headers.host ?? '', Code: code, Message: message }
  return answer(answered, status, 'Error', content)
}

function answer({ now, format }: Answered, status: number, root: string, content: XmlContent): CloudAnswer {
  const body = format === 'JSON' ? Buffer.from(JSON.stringify(content)) : xmlDocument(root, content)
  const headers = {
    Date: new Date(now).toUTCString(),
    'Content-Type': format === 'JSON' ? 'application/json;charset=utf-8' : 'text/xml;charset=utf-8',
    'Content-Length': `${body.length}`,
  }
  return { status, headers, body }
}
