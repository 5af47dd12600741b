import type { FileUrl } from '../../miniprogram/uploader/contract'
import { publicUrl } from '../../miniprogram/uploader/oss-v4/file-url'
import type { ServerContext } from '../context'
import { privateUrl } from '../oss/signing/private-url'
import type { Reading } from './reading'

/** What making a URL needs. */
export type ReadContext = Pick<ServerContext, 'config' | 'credentials' | 'now' | 'readUrl'>

/** Makes the URL of a file, by the app's own `readUrl` if it has one. @throws Fault of the credentials. */
export async function readUrl(
  reading: Omit<Reading, 'bucket'>,
  { config, credentials, now, readUrl: ownReadUrl }: ReadContext,
): Promise<FileUrl> {
  if (ownReadUrl) return ownReadUrl({ ...reading, bucket: config.oss.bucket })
  const { key, isPublic, query } = reading
  const place = { ...config.oss, key }
  // OSS overrides the headers of its answer only for signed requests.
  if (isPublic && query['response-content-disposition'] === undefined) return publicUrl(place, query)
  return privateUrl(place, query, await credentials('read'), now())
}
