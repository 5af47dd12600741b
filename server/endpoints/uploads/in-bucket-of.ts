import type { ServerContext } from '../../context'
import { Fault } from '../../faults/fault'
import { inBucket } from '../../oss/in-bucket'
import type { Upload } from '../../oss/upload-token'
import { bucketOf, parseKey } from '../../reads/parse-key'

/**
 * The context of the bucket in which an upload is.
 * @throws Fault `upload-expired` if the routes have put its folder into another bucket since its ticket was signed. Its
 *   bytes are in the earlier bucket, where no URL of its key leads any more, so the client has to begin again.
 */
export function inBucketOf(
  { bucket, key, route }: Pick<Upload, 'bucket' | 'key' | 'route'>,
  context: ServerContext,
): ServerContext {
  const parsed = parseKey(key, context.config.oss.prefix, context.folders)
  // If the route has got another folder, no key tells the bucket, but the file is still confirmed where it is.
  const now = parsed ? bucketOf(parsed, context.routes) : context.routes[route]?.bucket
  if (bucket !== now) throw new Fault('upload-expired')
  return inBucket(bucket, context)
}
