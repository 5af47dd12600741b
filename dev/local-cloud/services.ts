import type { Link } from '../link'
import { handleAdmin } from './admin/handle-admin'
import { ADMIN_PATH } from './admin/path'
import { PUBLIC_KEY_PATH } from './callback/send'
import type { Cloud } from './cloud'
import type { Clock, CloudAnswer, CloudRequest, Reply } from './exchange'
import type { Inspection } from './inspect'
import { handleSts, type StsMemory } from './sts/sts'
import { createThrottle } from './sts/throttle'

/** What is not OSS: STS, the public key that callbacks are verified with, and the cloud's own controls. */
export function createServices(
  cloud: Cloud,
  inspection: Inspection,
  link: Link | undefined,
  clock: Clock,
): (request: CloudRequest) => Promise<Reply> {
  const memory: StsMemory = { nonces: new Map(), throttle: createThrottle() }
  const now = () => clock() + cloud.faults.clockShift
  return async (request) => {
    if (request.method === 'GET' && request.target === PUBLIC_KEY_PATH) return publicKey(cloud)
    if (request.target.startsWith(`${ADMIN_PATH}/`)) return handleAdmin({ cloud, inspection, link, now }, request)
    return handleSts(cloud, memory, request, now())
  }
}

function publicKey({ callbacks }: Cloud): CloudAnswer {
  const body = Buffer.from(callbacks.publicKey)
  return { status: 200, headers: { 'Content-Type': 'text/plain', 'Content-Length': `${body.length}` }, body }
}
