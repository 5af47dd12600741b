import type { Device } from '../../../../wx-host/device/device'
import type { CallInFlight } from '../../../../wx-host/network/call-in-flight'
import { connectionFailed, type NetworkTarget } from '../../../../wx-host/network/refusals'
import type { Hosts } from '../../../wire'
import type { AnswerHead, Outgoing } from './outgoing'
import type { SlowLink } from './slow-link'

/** The phone's network. */
export interface Net {
  hosts: Hosts
  /** Undefined while the link is not slow. */
  slow(): SlowLink | undefined
}

export interface Exchange {
  device: Device
  call: NetworkTarget
  inFlight: Pick<CallInFlight<object>, 'ended' | 'onEnd' | 'fail'>
  net: Net
}

/** One HTTP request and its answer. If CORS forbids the answer, the mini-program sees a broken connection. */
export function exchange({ device, call, inFlight, net }: Exchange, outgoing: Outgoing): void {
  const url = addressOf(call.url, net.hosts)
  const failWith = (reason: string): void => inFlight.fail(connectionFailed(device, call, 'ERR_FAILED', reason))
  const slow = net.slow()
  const stop = slow ? slow.send(url, outgoing, failWith) : sendNow(url, outgoing, failWith)
  inFlight.onEnd(stop)
}

/** `http://localhost:7482/v1/session` → `/backend/v1/session`, which the preview's server forwards to the backend. */
function addressOf(url: string, hosts: Hosts): string {
  const { origin, pathname, search } = new URL(url)
  const host = hosts[origin]
  return host === undefined ? url : `${location.origin}${host}${pathname}${search}`
}

function sendNow(url: string, outgoing: Outgoing, failWith: (reason: string) => void): () => void {
  const { method, headers, body, onSent, onHead, onAnswer } = outgoing
  const request = new XMLHttpRequest()
  request.open(method, url)
  request.responseType = 'arraybuffer'
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
  if (onSent) request.upload.onprogress = ({ loaded, total }) => onSent(loaded, total)
  const head = (): AnswerHead => ({ status: request.status, rawHeaders: rawHeaders(request.getAllResponseHeaders()) })
  request.onreadystatechange = () => {
    if (request.readyState === XMLHttpRequest.HEADERS_RECEIVED && request.status > 0) onHead(head())
  }
  request.onload = () => onAnswer(head(), request.response as ArrayBuffer)
  request.onerror = () => failWith('the browser gives no reason: no answer, a broken connection, or CORS')
  request.send(body)
  return () => request.abort()
}

const rawHeaders = (lines: string): string[] =>
  lines
    .split('\r\n')
    .filter(Boolean)
    .flatMap((line) => {
      const colon = line.indexOf(': ')
      return [line.slice(0, colon), line.slice(colon + 2)]
    })
