import type { Device } from '../../../wx-host/device/device'
import { sentHeaders } from '../../../wx-host/network/http/sent-headers'

/** What a mini-program sends, without the two that are the client's own: a page may not set those either. */
export function settableHeaders(
  own: Record<string, string>,
  callers: Record<string, string> | undefined,
  device: Device,
): Record<string, string> {
  const { 'user-agent': _agent, referer: _referer, ...headers } = sentHeaders(own, callers, device)
  return headers
}
