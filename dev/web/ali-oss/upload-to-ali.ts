import { clientOf } from './client-of'
import { type Course, discard, goOn, type Place } from './go-on'

export interface ToUpload extends Pick<Course, 'signal' | 'onPercent'> {
  file: File
  folder: string
  key: string
}

/** Whether it goes by parts. Less ali-oss sends by one put, and cannot end that: no button for those. */
export const isByParts = ({ size }: File): boolean => size >= 100 * 1024

/**
 * What many pages have, on our backend. Its signal cancels this one alone, and has OSS drop the parts; one that was on
 * its way just then goes by the lifecycle rule.
 */
export async function uploadToAli({ file, folder, key, ...ways }: ToUpload): Promise<string> {
  const place: Place = { checkpoint: undefined }
  const upload = goOn({
    ...ways,
    place,
    // before: const { data } = await (await fetch('/sts')).json()
    begin(given, going) {
      const client = clientOf(given) // before: new OSS({ region: data.region, bucket: data.bucket, … })
      const path = `${given.prefix}${folder}/${key}` // before: `${folder}/${key}`
      return { client, key: path, sent: client.multipartUpload(path, file, going) }
    },
  })
  try {
    return await upload
  } catch (thrown) {
    await discard(place)
    throw thrown
  }
}
