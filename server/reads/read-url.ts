import type { FileUrl } from '../../miniprogram/uploader/contract'
import { publicUrl } from '../../miniprogram/uploader/oss-v4/file-url'
import type { ServerContext } from '../context'
import { privateUrl } from '../oss/signing/private-url'
import { cdnUrl } from './cdn-url'
import type { Reading } from './reading'

/** What making a URL needs. */
export type ReadContext = Pick<ServerContext, 'config' | 'credentials' | 'now' | 'readUrl'>

/**
 * Makes the URL of a file, by the app's own `readUrl` if it has one. Public files keep the address of OSS, because the
 * URLs of a CDN that checks signatures end.
 * @throws Fault of the credentials.
 */
export async function readUrl(
  reading: Omit<Reading, 'bucket'>,
  { config, credentials, now, readUrl: ownReadUrl }: ReadContext,
): Promise<FileUrl> {
  if (ownReadUrl) return ownReadUrl({ ...reading, bucket: config.oss.bucket })
  const { key, isPublic, query } = reading
  const place = { ...config.oss, key }
  // OSS overrides the headers of its answer only for signed requests.
  if (isPublic && query['response-content-disposition'] === undefined) return publicUrl(place, query)
  const fromCdn = config.cdn && cdnUrl(reading, config.cdn, now())
  if (fromCdn) return fromCdn
  return privateUrl(place, query, await credentials('read'), now())
}
