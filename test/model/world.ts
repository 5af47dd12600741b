/** The whole product in one process on a virtual clock: the real engine and backend, and the local cloud. */
import type { Reply } from '../../dev/local-cloud/http/exchange'
import { handleOss } from '../../dev/local-cloud/oss/handle-oss'
import { callbackSender } from './cloud/callbacks'
import { cloudBucket, type OssRequest } from './cloud/cloud-bucket'
import { type BackendTraits, openBackend } from './cloud/open-backend'
import { type MemoryCloud, OSS_URL, openCloud } from './cloud/open-cloud'
import { backendServer, ossServer } from './network/servers'
import type { Server } from './network/wire'
import { seededRandom } from './seeded-random'
import type { VirtualClock } from './virtual-clock'

export interface World {
  clock: VirtualClock
  cloud: MemoryCloud
  /** The keys for which the hook of a stored file was called. */
  confirmed: Set<string>
  /** The server that a URL belongs to. */
  server(url: string): Server
  /** Calls the backend directly. */
  fetch(request: Request): Promise<Response>
}

export interface WorldOptions extends BackendTraits {
  clock: VirtualClock
  seed: number
  /** The fault of the backend's next call of OSS. `answer lost`: OSS has acted. */
  cloudFault?(): 'not done' | 'answer lost' | undefined
}

/** Between the backend and OSS, one way, ms. */
const INNER_LATENCY_MS = 2

export function openWorld(options: WorldOptions): World {
  const { clock, seed, cloudFault = () => undefined } = options
  const random = seededRandom(seed)
  const confirmed = new Set<string>()
  let fetch: World['fetch'] = async () => new Response(null, { status: 503 })

  const callbacks = callbackSender(async (request) => {
    await clock.sleep(INNER_LATENCY_MS)
    const response = await fetch(request)
    await clock.sleep(INNER_LATENCY_MS)
    return response
  })
  const cloud = openCloud(callbacks, random.bytes)
  const innerOss = async (request: OssRequest): Promise<Reply> => {
    const fault = cloudFault()
    await clock.sleep(INNER_LATENCY_MS)
    if (fault === 'not done') return 'reset'
    const reply = await handleOss(cloud, { ...request, clientIp: '10.0.0.2' }, clock.now)
    await clock.sleep(INNER_LATENCY_MS)
    return fault === 'answer lost' ? 'reset' : reply
  }
  fetch = openBackend({
    ...options,
    cloud,
    random,
    now: clock.now,
    bucket: (credentials) => cloudBucket({ oss: innerOss, credentials, now: clock.now }),
    onConfirmed: (key) => void confirmed.add(key),
  })
  const servers = { oss: ossServer(cloud, clock.now), backend: backendServer((request) => fetch(request)) }
  return {
    clock,
    cloud,
    confirmed,
    server: (url) => (url.startsWith(OSS_URL) ? servers.oss : servers.backend),
    fetch: (request) => fetch(request),
  }
}
