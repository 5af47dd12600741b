import { FAILURES, type Failure, type NetworkApi } from '../calls/failures'
import type { Device } from '../device/device'
import { CONNECTION_LIMIT } from './connections'
import { isListed, type LegalDomains, siteOf } from './legal-domains'
import type { NetError } from './net-errors'

export interface NetworkTarget {
  api: NetworkApi
  url: string
}

export interface NetworkConditions {
  /** Undefined turns the check off, as `urlCheck: false` does in DevTools. */
  domains: LegalDomains | undefined
  isHidden(): boolean
  isOnline(): boolean
}

/** The failure of a network call that may not start. */
export function refusal(device: Device, conditions: NetworkConditions, target: NetworkTarget): Failure | undefined {
  const { api, url } = target
  const site = siteOf(url)
  if (!site || !/^https?$/.test(site.scheme)) return FAILURES.invalidUrl(api, url)
  if (conditions.domains && !isListed(url, conditions.domains[api])) {
    return FAILURES.domainNotListed(api, device.platform, site.host)
  }
  if (conditions.isHidden()) return FAILURES.interrupted(api)
  if (!conditions.isOnline()) return disconnected(device, target)
  return faultFailure(device, target)
}

function faultFailure(device: Device, target: NetworkTarget): Failure | undefined {
  const { api } = target
  const kinds = ['timeout', 'connection-reset', 'too-many-connections', 'out-of-memory', 'buffer-too-large'] as const
  switch (device.faults.take(target, kinds)?.kind) {
    case 'timeout':
      return FAILURES.timedOut(api, device.platform)
    case 'connection-reset':
      return connectionFailed(device, target, 'ERR_CONNECTION_RESET', 'read ECONNRESET')
    case 'too-many-connections':
      return FAILURES.tooManyConnections(api, device.platform, CONNECTION_LIMIT)
    case 'out-of-memory':
      return FAILURES.outOfMemory(api)
    case 'buffer-too-large':
      return FAILURES.bufferTooLarge(api)
    case undefined:
      return undefined
  }
}

/** `detail`: the message of Node's error, which DevTools shows. */
export const connectionFailed = (
  { platform }: Device,
  { api, url }: NetworkTarget,
  error: NetError,
  detail: string,
): Failure => FAILURES.connectionFailed(api, platform, error, siteOf(url)?.host ?? '', detail)

export const disconnected = (device: Device, target: NetworkTarget): Failure =>
  connectionFailed(device, target, 'ERR_INTERNET_DISCONNECTED', `getaddrinfo ENOTFOUND ${siteOf(target.url)?.host}`)
