import { emptyAnswer } from '../../answer'
import { permit } from '../../auth/permit'
import type { Exchange } from '../../cloud'
import type { CloudAnswer } from '../../exchange'
import { findUpload } from './find-upload'

/** https://help.aliyun.com/en/oss/developer-reference/abortmultipartupload */
export async function abortMultipartUpload(exchange: Exchange): Promise<CloudAnswer> {
  const { bucket, key, query } = exchange
  permit(exchange, { action: 'oss:AbortMultipartUpload', key })
  await bucket.uploads.exclusive(query.get('uploadId') ?? '', async () => {
    await bucket.uploads.remove(findUpload(exchange).uploadId)
  })
  return emptyAnswer(204)
}
