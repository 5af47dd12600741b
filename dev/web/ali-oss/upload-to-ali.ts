import { type CheckpointPlace, discard, type ResumableUpload, resumableUpload } from './retry/resumable-upload'
import { clientOf } from './sdk/client-of'

export interface UploadToAli extends Pick<ResumableUpload, 'signal' | 'onPercent'> {
  file: File
  folder: string
  key: string
}

/** Whether ali-oss sends it in parts. It sends a smaller file by one put, which it cannot cancel. */
export const isMultipart = ({ size }: File): boolean => size >= 100 * 1024

/**
 * The function that many pages have, with this backend. Its signal cancels only this upload and aborts it on OSS; a
 * part that arrives after that is deleted by the lifecycle rule.
 */
export async function uploadToAli({ file, folder, key, ...options }: UploadToAli): Promise<string> {
  const place: CheckpointPlace = { checkpoint: undefined }
  const upload = resumableUpload({
    ...options,
    place,
    // before: const { data } = await (await fetch('/sts')).json()
    start(token, resume) {
      const client = clientOf(token) // before: new OSS({ region: data.region, bucket: data.bucket, … })
      const path = `${token.prefix}${folder}/${key}` // before: `${folder}/${key}`
      return { client, key: path, sent: client.multipartUpload(path, file, resume) }
    },
  })
  try {
    return await upload
  } catch (thrown) {
    await discard(place)
    throw thrown
  }
}
