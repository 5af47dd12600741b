import type { FileDeclaration } from '../../../miniprogram/uploader/contract'
import { contentTypeOf } from '../../content/charset-of-text'
import type { ServerContext } from '../../context'
import { findRoute } from '../../define-routes/find-route'
import { parseInput } from '../../define-routes/parse-input'
import type { MultipartUpload, Upload } from '../../oss/upload-token'
import { objectSettings } from '../object-settings'

export type InitiateContext = Pick<ServerContext, 'bucket' | 'credentials' | 'routes'>

/** What the client declares about a file that it sends in parts. */
type PartsDeclaration = Required<Pick<FileDeclaration, 'partSize'>> & Pick<FileDeclaration, 'charset'>

/**
 * Initiates a multipart upload on OSS, at the file's final key: only the backend can complete it.
 * @throws Fault `cloud-unavailable`, `server-misconfigured`; `server-error` if the route's `metadata` fails.
 */
export async function initiateMultipart(
  upload: Upload,
  { partSize, charset }: PartsDeclaration,
  { bucket, credentials, routes }: InitiateContext,
): Promise<MultipartUpload> {
  // The parts are signed with this session. While STS cannot be reached, nothing is initiated that could not continue.
  await credentials('upload')
  const route = findRoute(routes, upload.route)
  const input = route.metadata && (await parseInput(route, upload.input))
  const { acl: _, ...settings } = objectSettings(upload, input, route)
  const contentType = contentTypeOf(upload.type, charset)
  const uploadId = await bucket.initiate({ key: upload.key, ...settings, contentType })
  return { ...upload, multipart: { uploadId, partSize } }
}
