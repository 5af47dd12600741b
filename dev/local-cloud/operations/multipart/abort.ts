import { permit } from '../../auth/policy/permit'
import type { Exchange } from '../../cloud/cloud'
import type { CloudAnswer } from '../../http/exchange'
import { emptyAnswer } from '../../oss/answer'
import { findUpload, NO_SUCH_UPLOAD } from './find-upload'

/** https://help.aliyun.com/en/oss/developer-reference/abortmultipartupload */
export async function abortMultipartUpload(exchange: Exchange): Promise<CloudAnswer> {
  const { bucket, key, query } = exchange
  permit(exchange, { action: 'oss:AbortMultipartUpload', key })
  await bucket.uploads.exclusive(query.get('uploadId') ?? '', async () => {
    await bucket.uploads.remove(findUpload(exchange, NO_SUCH_UPLOAD.AbortMultipartUpload).uploadId)
  })
  return emptyAnswer(204)
}
