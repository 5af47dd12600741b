import type { Backend } from '../backend'
import { contentDisposition } from '../oss/content-disposition'
import type { MultipartUpload, Upload } from '../oss/upload-token'

/**
 * Begins an upload in parts on OSS, at the file's final key: only we can complete it.
 * @throws Fault `cloud-unavailable`, `server-misconfigured`.
 */
export async function begin(upload: Upload, partSize: number, backend: Backend): Promise<MultipartUpload> {
  // Its parts are signed with this session: where STS is away, nothing is begun that could not go on.
  await backend.credentials('upload')
  const uploadId = await backend.bucket.initiate({
    key: upload.key,
    contentType: upload.type,
    contentDisposition: contentDisposition(upload.type, upload.name),
  })
  return { ...upload, multipart: { uploadId, partSize } }
}
