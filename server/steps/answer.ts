import { ERRORS } from '../../miniprogram/uploader/contract'
import { errorBody, type Fault } from '../fault'

/** JSON with its length said: OSS refuses a chunked answer to its callback. */
export function answer(body: object, requestId: string, status = 200): Response {
  const text = JSON.stringify(body)
  return new Response(text, {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(text)),
      'cache-control': 'no-store',
      'x-request-id': requestId,
    },
  })
}

export const answerFault = (fault: Fault, requestId: string, status: number = ERRORS[fault.code].status): Response =>
  answer(errorBody(fault, requestId), requestId, status)
