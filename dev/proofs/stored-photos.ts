import OSS from 'ali-oss'
import type { LocalCloud } from '../local-cloud'

/** The bytes of all photos that were uploaded and confirmed. */
export async function storedPhotos({ root, bucket, region, ossUrl }: LocalCloud): Promise<Buffer[]> {
  const place = { bucket, region, endpoint: ossUrl, cname: true, secure: false }
  const oss = new OSS({ ...root, ...place })
  const { objects = [] } = await oss.list({ prefix: 'uploads/photo/', 'max-keys': 100 }, {})
  return Promise.all(objects.map(async ({ name }) => (await oss.get(name)).content as Buffer))
}
