import { clientOf } from './client-of'
import { type Course, goOn } from './go-on'

const MB = 1024 * 1024

export interface ToSend extends Pick<Course, 'place' | 'signal' | 'onPercent'> {
  file: File
  name: string
}

/** Whether it goes by parts. A put is over in a moment, and ali-oss cannot stop it. */
export const isByParts = ({ size }: File): boolean => size >= MB

/**
 * A small file by one put, a larger one by parts, three at a time. Stopped by its signal, or by a reload, it goes on
 * from its checkpoint when it is called again with the same file and place.
 */
export function putOrMultipart({ file, name, ...ways }: ToSend): Promise<string> {
  return goOn({
    ...ways,
    // before: const { data } = await (await fetch('/sts')).json(), by each file, or by one that all race for
    begin(token, going) {
      const client = clientOf(token) // before: new OSS({ region: data.region, bucket: data.bucket, … })
      const key = going.checkpoint?.name ?? token.prefix + name // before: name
      const sent = isByParts(file)
        ? client.multipartUpload(key, file, { partSize: MB, parallel: 3, ...going })
        : client.put(key, file)
      return { client, key, sent }
    },
  })
}
