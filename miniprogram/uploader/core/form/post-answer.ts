import type { StoredFile } from '../../contract'
import { readError, readStoredFile } from '../backend/answers'
import { parseJson } from '../backend/json'
import { ossError } from '../backend/oss-error'
import type { HttpAnswer } from '../ports'

/**
 * Reads the bucket's answer to a PostObject. Answers the file when the backend confirmed it inside the upload (OSS
 * passes the callback's answer on as the body), nothing when it is stored but has yet to be confirmed; else throws.
 *
 * `wx.uploadFile` calls `success` on any status, and 203 is a 2xx that is not a success:
 * https://help.aliyun.com/en/oss/developer-reference/callback
 */
export function readPostAnswer(answer: HttpAnswer): StoredFile | undefined {
  if (answer.status === 203 || answer.status < 200 || answer.status >= 300) throw ossError(answer)
  const body = parseJson(answer.text)
  const refusal = readError(body)
  if (refusal) throw refusal
  return readStoredFile(body)
}
