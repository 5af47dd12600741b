import { AS_STORED, beginningHeaders } from '../../../../oss/bucket/oss-bucket'
import type { OssAnswer } from '../../../cloud/oss'
import type { Context } from '../../context/context'
import { removeAtEnd, type TrialTicket } from '../../trial/trial-ticket'
import { error, type Finding, fact } from '../check'
import { refusal } from '../refusals'

const READ_BYTES = 16

/**
 * Reads the first bytes of an object beside its HEAD, as the backend does to confirm a file. The object is a text, because
 * OSS compresses texts for those who accept it, and then leaves out what the backend compares.
 */
export async function readBeginning(context: Context, { key: from, file }: TrialTicket): Promise<Finding[]> {
  const { oss, session, keyFor, settings } = context
  const keys = await session('manage')
  const key = keyFor('beginning.txt', '')
  removeAtEnd(context, key)
  const headers = {
    'x-oss-copy-source': `/${settings.oss.bucket}/${from}`,
    'x-oss-metadata-directive': 'REPLACE',
    'x-oss-object-acl': 'private',
    'content-type': 'text/plain',
  }
  const copied = await oss.call({ method: 'PUT', key, headers }, keys)
  if (copied.error) return [refusal(copied.error)]
  const [head, read] = await Promise.all([
    oss.call({ method: 'HEAD', key, headers: AS_STORED }, keys),
    oss.call({ method: 'GET', key, headers: beginningHeaders(READ_BYTES) }, keys),
  ])
  const refused = head.error ?? read.error
  return refused ? [refusal(refused)] : [judgeBeginning(head, read, file)]
}

/** A 200 has the whole object, of which the backend reads only the beginning. */
function judgeBeginning(head: OssAnswer, read: OssAnswer, file: Buffer): Finding {
  const isLong = read.status === 206 ? read.body.length === READ_BYTES : read.body.length === file.length
  const wrong = [
    Number(head.headers['content-length']) !== file.length && 'content-length',
    (!head.headers.etag || head.headers.etag !== read.headers.etag) && 'etag',
    (!isLong || !file.subarray(0, read.body.length).equals(read.body)) && 'range',
  ].filter((name) => name !== false)
  if (wrong.length === 0) return READABLE
  const names = wrong.join(', ')
  return error(
    'beginning-differs',
    {
      zh: `后端读取的开头字节与对象不一致：${names}`,
      en: `what the backend reads of the first bytes does not match the object: ${names}`,
    },
    {
      fix: {
        zh: 'OSS_ENDPOINT 与存储空间之间的网关或代理压缩了内容，或改动了 Range、ETag：让它原样转发，或让 OSS_ENDPOINT 直接指向存储空间。在此之前，后端无法确认文件。',
        en: 'A gateway or a proxy between OSS_ENDPOINT and the bucket compresses the content, or changes Range or ETag: it must forward them unchanged, or OSS_ENDPOINT must point directly to the bucket. Until then the backend cannot confirm files.',
      },
    },
  )
}

const READABLE = fact(
  'beginning',
  '文本的开头字节可以按范围读取，长度与 ETag 和 HEAD 一致',
  'the first bytes of a text can be read as a range, and length and ETag agree with those of the HEAD',
)
