/**
 * A CDN as Alibaba Cloud's documents describe it: it accepts or refuses signed URLs, removes the signature, rewrites the
 * path and fetches from its origin. https://help.aliyun.com/zh/cdn/user-guide/url-signing
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface CdnSettings {
  type: 'A' | 'B' | 'C' | 'F'
  primaryKey: string
  backupKey?: string
  ttlSeconds: number
  /** Seconds since 1970. */
  now(): number
  /** Origin path rewrite with the flag `enhance break`. */
  rewrite?: { from: RegExp; to: string }
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex')

/** What stands in a request: the path of the origin, the moment, and how the hash is made with a key. */
interface Claim {
  path: string
  /** Seconds since 1970. */
  moment: number
  hash: string
  hashWith(key: string): string
}

const CLAIMS: Record<CdnSettings['type'], (target: string) => Claim | undefined> = {
  A(target) {
    const [, path = '', time = '', rest = '', hash = ''] =
      /^(\/[^?]*)\?auth_key=(\d{10})-([^-&]+-[^-&]+)-([0-9a-f]{32})$/.exec(target) ?? []
    return { path, moment: Number(time), hash, hashWith: (key) => md5(`${path}-${time}-${rest}-${key}`) }
  },
  B(target) {
    const [, time = '', hash = '', path = ''] = /^\/(\d{12})\/([0-9a-f]{32})(\/[^?]*)$/.exec(target) ?? []
    const [, year, month, day, hour, minute] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(time) ?? []
    const moment = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00+08:00`) / 1000
    return { path, moment, hash, hashWith: (key) => md5(key + time + path) }
  },
  C(target) {
    const [, hash = '', time = '', path = ''] = /^\/([0-9a-f]{32})\/([0-9A-Fa-f]{8})(\/[^?]*)$/.exec(target) ?? []
    return { path, moment: Number.parseInt(time, 16), hash, hashWith: (key) => md5(key + path + time) }
  },
  F(target) {
    const [, path = '', hash = '', time = ''] =
      /^(\/[^?]*)\?sign=([0-9a-f]{32})&time=([0-9A-Fa-f]{8})$/.exec(target) ?? []
    return { path, moment: Number.parseInt(time, 16), hash, hashWith: (key) => md5(key + path + time) }
  },
}

/** The request to the origin, or undefined for a 403. @param target path and query of a request. */
export function originTarget(target: string, settings: CdnSettings): string | undefined {
  const claim = CLAIMS[settings.type](target)
  if (!claim?.path || Number.isNaN(claim.moment) || claim.moment + settings.ttlSeconds < settings.now())
    return undefined
  const keys = [settings.primaryKey, settings.backupKey].filter((key) => key !== undefined)
  if (!keys.some((key) => claim.hashWith(key) === claim.hash)) return undefined
  const { from, to } = settings.rewrite ?? { from: /$^/, to: '' }
  return claim.path.replace(from, to)
}

/** @param fetchOrigin as a CDN that may read the private bucket. */
export async function startCdn(
  settings: CdnSettings,
  fetchOrigin: (target: string) => Promise<Response>,
): Promise<{ url: string; close(): Promise<void> }> {
  const server: Server = createServer(async (request, response) => {
    const target = originTarget(request.url ?? '', settings)
    if (target === undefined) {
      response.writeHead(403, { 'x-tengine-error': 'denied by req auth' }).end()
      return
    }
    const answer = await fetchOrigin(target)
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
    response.end(Buffer.from(await answer.arrayBuffer()))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
