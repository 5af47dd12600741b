import type { AdminContext } from '../admin/admin-context'
import { handleAdmin } from '../admin/handle-admin'
import { ADMIN_PATH } from '../admin/path'
import { PUBLIC_KEY_PATH } from '../callback/send'
import { type Clock, type CloudAnswer, type CloudRequest, EMPTY, type Reply } from '../http/exchange'
import { handleSts, type StsMemory } from '../sts/handle-sts'
import { createThrottle } from '../sts/throttle'
import type { Cloud } from './cloud'
import type { Inspection } from './inspection'

/** Everything that is not OSS: STS, the public key of callbacks, the admin page and its API. */
export function createServices(
  cloud: Cloud,
  inspection: Inspection,
  addresses: Pick<AdminContext, 'link' | 'ossUrl' | 'pages'>,
  clock: Clock,
): (request: CloudRequest) => Promise<Reply> {
  const memory: StsMemory = { nonces: new Map(), throttle: createThrottle() }
  const now = () => clock() + cloud.faults.clockShift
  return async (request) => {
    if (request.method === 'GET' && request.target === PUBLIC_KEY_PATH) return publicKey(cloud)
    if (isBrowser(request)) return { status: 302, headers: { Location: ADMIN_PATH }, body: EMPTY }
    if (isBelow(ADMIN_PATH, request.target)) return handleAdmin({ cloud, inspection, ...addresses, now }, request)
    return handleSts(cloud, memory, request, now())
  }
}

/** Whether a browser opens the bare address: clients of STS do not accept HTML. */
const isBrowser = ({ method, target, headers }: CloudRequest): boolean =>
  method === 'GET' && target === '/' && (headers.accept ?? '').includes('text/html')

const isBelow = (path: string, target: string): boolean =>
  target.startsWith(path) && ['', '/', '?'].includes(target.charAt(path.length))

function publicKey({ callbacks }: Cloud): CloudAnswer {
  const body = Buffer.from(callbacks.publicKey)
  return { status: 200, headers: { 'Content-Type': 'text/plain', 'Content-Length': `${body.length}` }, body }
}
