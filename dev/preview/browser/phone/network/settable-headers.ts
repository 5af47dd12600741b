import type { Device } from '../../../../wx-host/device/device'
import { sentHeaders } from '../../../../wx-host/network/http/sent-headers'

/** The headers that a mini-program sends, without User-Agent and Referer: a page may not set them. */
export function settableHeaders(
  own: Record<string, string>,
  fromCaller: Record<string, string> | undefined,
  device: Device,
): Record<string, string> {
  const { 'user-agent': _agent, referer: _referer, ...headers } = sentHeaders(own, fromCaller, device)
  return headers
}
