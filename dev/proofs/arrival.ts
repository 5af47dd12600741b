import { setTimeout } from 'node:timers/promises'
import OSS from 'ali-oss'
import type { LocalCloud } from '../local-cloud'

/** The bytes of all photos that were uploaded and confirmed. */
async function storedPhotos({ root, bucket, region, ossUrl }: LocalCloud): Promise<Buffer[]> {
  const place = { bucket, region, endpoint: ossUrl, cname: true, secure: false }
  const oss = new OSS({ ...root, ...place })
  const { objects = [] } = await oss.list({ prefix: 'uploads/photo/', 'max-keys': 100 }, {})
  return Promise.all(objects.map(async ({ name }) => (await oss.get(name)).content as Buffer))
}

const LOOK_EVERY_MS = 100
const MOST_LOOKS = 300

/** Resolves when the bucket has exactly this photo. @throws Error if it has another one, or none after 30 s */
export async function arrivalOf(photo: Buffer, cloud: LocalCloud): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const photos = await storedPhotos(cloud)
    if (photos.length === 1 && photos[0]?.equals(photo)) return
    if (photos.length > 0) throw new Error(`expected only the photo in the bucket, found ${photos.length} objects`)
    await setTimeout(LOOK_EVERY_MS)
  }
  throw new Error('expected the photo in the bucket, found none')
}
