import { PATHS } from '../../miniprogram/uploader/contract'
import type { ServerContext } from '../context'
import { readBytes } from '../http/read'
import { verifyCallback } from '../oss/callback/verify-callback'

/**
 * The `upload` of a callback that OSS signed; empty when it has none, which no token is.
 * @throws Fault `callback-refused`, `cloud-unavailable`, `body-too-large`.
 */
export async function readCallback(request: Request, { callbackKeys, config }: ServerContext): Promise<string> {
  const { pathname, search } = new URL(request.url)
  const body = await readBytes(request)
  await verifyCallback(
    {
      // OSS signs the address it was given; a proxy or a mount may have cut the beginning off ours.
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
