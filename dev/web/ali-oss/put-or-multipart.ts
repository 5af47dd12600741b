import { type ResumableUpload, resumableUpload } from './retry/resumable-upload'
import { clientOf } from './sdk/client-of'

const MB = 1024 * 1024

export interface PutOrMultipart extends Pick<ResumableUpload, 'place' | 'signal' | 'onPercent'> {
  file: File
  name: string
}

/** Whether it is sent in parts. ali-oss cannot stop a put, which takes only a moment. */
export const isMultipart = ({ size }: File): boolean => size >= MB

/**
 * Sends a small file by one put and a larger one in parts, three at a time. After a stop by its signal or a reload, a
 * call with the same file and place resumes from the checkpoint.
 */
export function putOrMultipart({ file, name, ...options }: PutOrMultipart): Promise<string> {
  return resumableUpload({
    ...options,
    // before: const { data } = await (await fetch('/sts')).json(), once for each file
    start(token, resume) {
      const client = clientOf(token) // before: new OSS({ region: data.region, bucket: data.bucket, … })
      const key = resume.checkpoint?.name ?? token.prefix + name // before: name
      const sent = isMultipart(file)
        ? client.multipartUpload(key, file, { partSize: MB, parallel: 3, ...resume })
        : client.put(key, file)
      return { client, key, sent }
    },
  })
}
