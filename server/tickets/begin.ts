import type { ServerContext } from '../context'
import { findRoute } from '../define-routes/find-route'
import { parseInput } from '../define-routes/parse-input'
import type { MultipartUpload, Upload } from '../oss/upload-token'
import { objectSettings } from './object-settings'

/**
 * Begins an upload in parts on OSS, at the file's final key: only we can complete it.
 * @throws Fault `cloud-unavailable`, `server-misconfigured`; `server-error` of the route's `metadata`.
 */
export async function begin(upload: Upload, partSize: number, backend: ServerContext): Promise<MultipartUpload> {
  // Its parts are signed with this session: where STS is away, nothing is begun that could not go on.
  await backend.credentials('upload')
  const route = findRoute(backend.routes, upload.route)
  const input = route.metadata && (await parseInput(route, upload.input))
  const { acl: _, ...settings } = objectSettings(upload, input, route)
  const uploadId = await backend.bucket.initiate({ key: upload.key, ...settings })
  return { ...upload, multipart: { uploadId, partSize } }
}
