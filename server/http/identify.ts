import type { Context } from 'hono'
import type { ServerContext } from '../context'
import { Fault } from '../faults/fault'
import { type Caller, isSameUser } from '../identity/identity'
import { userHash } from '../identity/user-hash'
import type { Upload } from '../oss/upload-token'
import type { Traced } from './trace'

/**
 * limit(IP) → identify → limit(user): who calls, within what an address and a user may ask for.
 * @throws Fault `too-many-requests`; `unauthenticated`, also when no identity is configured.
 */
export async function identifyCaller(c: Context<Traced>, backend: ServerContext): Promise<Caller> {
  const { limits, identity, clientAddress, config } = backend
  await limits.countRequest(clientAddress(c.req.raw, c.env))
  const user = await identity?.identify(c.req.raw)
  if (!user) throw new Fault('unauthenticated')
  const hash = userHash(user, config.secrets.key)
  c.set('user', hash)
  await limits.countUserRequest(hash)
  return { user, hash }
}

/**
 * The upload that `token` stands for, if it is the caller's own.
 * @throws Fault those of `identifyCaller`, `upload-invalid`, `upload-expired`; `forbidden` when it is somebody else's.
 */
export async function identifyUpload(c: Context<Traced>, token: string, backend: ServerContext): Promise<Upload> {
  const { user } = await identifyCaller(c, backend)
  const upload = backend.tokens.open(token, backend.now())
  if (!isSameUser(user, upload.user)) throw new Fault('forbidden')
  c.set('route', upload.route)
  return upload
}
