import { PATHS } from '../../miniprogram/uploader/contract'
import type { ServerContext } from '../context'
import { readBytes } from '../http/body-bytes'
import type { Received } from '../http/read'
import { verifyCallback } from '../oss/callback/verify-callback'

/**
 * Reads the `upload` of a callback that OSS signed. Without one the result is empty, which is never a valid token.
 * @throws Fault `callback-refused`, `cloud-unavailable`, `body-too-large`.
 */
export async function readCallback(
  { request, env }: Received,
  { callbackKeys, config }: Pick<ServerContext, 'callbackKeys' | 'config'>,
): Promise<string> {
  const { pathname, search } = new URL(request.url)
  const body = await readBytes(request, env)
  await verifyCallback(
    {
      // OSS signs the path of PUBLIC_URL. A proxy or a mount may have removed the beginning of the request's own path.
      path: config.publicUrl ? new URL(config.publicUrl + PATHS.callback).pathname : pathname,
      query: search,
      body,
      authorization: request.headers.get('authorization') ?? '',
      keyUrl: request.headers.get('x-oss-pub-key-url') ?? '',
    },
    callbackKeys,
  )
  return new URLSearchParams(Buffer.from(body).toString('utf8')).get('upload') ?? ''
}
