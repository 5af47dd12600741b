import { Buffer } from 'node:buffer'
import { type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { URL } from 'node:url'
import type { CallInFlight } from './call-in-flight'
import type { Fault } from './faults'
import type { WiredDevice } from './kept-connections'
import { lookupWithLoopbackNames } from './loopback-names'
import { netErrorOf } from './net-errors'
import { connectionFailed, type NetworkTarget } from './refusals'

/** Resolves when the bytes are with the socket: `false` when nobody is there any more to send them to. */
export type Write = (bytes: Uint8Array) => Promise<boolean>

export interface Outgoing {
  method: string
  headers: OutgoingHttpHeaders
  /** May reject with an error of `node:fs` or `node:net`: the connection is broken off. */
  writeBody(write: Write): Promise<void>
  /** Bytes of the body that are with the socket by now. */
  onSent?(bytes: number): void
  onHead(head: AnswerHead): void
  onAnswer(head: AnswerHead, body: Buffer): void
}

export interface AnswerHead {
  status: number
  /** Name, value, name, value … as received. */
  rawHeaders: string[]
}

interface Exchange {
  device: WiredDevice
  call: NetworkTarget
  inFlight: Pick<CallInFlight<object>, 'ended' | 'onEnd' | 'fail' | 'wrote'>
}

type WireFault = Extract<Fault, { kind: 'cut-send' | 'stall' | 'cut-answer' }>

/** One HTTP request and its answer. The connection is kept when all of both has come through; else it goes with the call. */
export function exchange({ device, call, inFlight }: Exchange, outgoing: Outgoing): void {
  const fault = device.faults.take(call, ['cut-send', 'stall', 'cut-answer'])
  const request = openRequest(device, call, outgoing)
  let isWhole = false
  const breakOff = (error: NodeJS.ErrnoException) =>
    inFlight.fail(connectionFailed(device, call, netErrorOf(error), error.message))

  inFlight.onEnd(() => {
    if (!isWhole) request.destroy()
  })
  request.on('socket', (socket) => {
    const release = device.activity.track('sockets')
    socket.once('close', release)
    inFlight.onEnd(() => {
      socket.off('close', release)
      release()
      // The request lets go of it as soon as its answer is there.
      if (!isWhole) socket.destroy()
    })
  })
  request.on('error', breakOff)
  request.on('response', (response) => {
    const head = { status: response.statusCode ?? 0, rawHeaders: response.rawHeaders }
    receive(response, fault, {
      onHead: () => outgoing.onHead(head),
      onBody: (body) => {
        isWhole = request.writableFinished
        inFlight.wrote({ status: head.status })
        outgoing.onAnswer(head, body)
      },
      breakOff,
    })
  })
  request.flushHeaders()
  const write = createWriter(request, inFlight, fault, outgoing)
  outgoing.writeBody(write).then(() => {
    if (!inFlight.ended()) request.end()
  }, breakOff)
}

function openRequest({ kept }: WiredDevice, { api, url }: NetworkTarget, { method, headers }: Outgoing): ClientRequest {
  const { protocol, hostname, port, pathname, search } = new URL(url)
  const options = {
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    path: pathname + search,
    method,
    // As phones do. Without it a server that answers early may close under the body, and the answer is lost.
    headers: { ...headers, connection: 'keep-alive' },
    agent: kept.agentFor(api, protocol),
    lookup: lookupWithLoopbackNames,
  } as const
  return protocol === 'https:' ? requestHttps(options) : requestHttp(options)
}

function createWriter(
  request: ClientRequest,
  inFlight: Exchange['inFlight'],
  fault: WireFault | undefined,
  { onSent }: Outgoing,
): Write {
  const stopAt = fault && fault.kind !== 'cut-answer' ? fault.afterBytes : Number.POSITIVE_INFINITY
  let sent = 0
  return async (bytes) => {
    const part = bytes.subarray(0, Math.min(bytes.length, stopAt - sent))
    if (inFlight.ended() || !(await handToSocket(request, part))) return false
    sent += part.length
    inFlight.wrote({ sentBytes: sent })
    onSent?.(sent)
    if (sent < stopAt) return !inFlight.ended()
    if (fault?.kind === 'stall') return new Promise(() => {})
    request.destroy(connectionReset())
    return false
  }
}

// The callback comes when the bytes are with the kernel: this is what keeps no more than one chunk in memory.
const handToSocket = (request: ClientRequest, bytes: Uint8Array): Promise<boolean> =>
  bytes.length === 0 ? Promise.resolve(true) : new Promise((sent) => request.write(bytes, (error) => sent(!error)))

interface Heard {
  onHead(): void
  onBody(body: Buffer): void
  breakOff(error: NodeJS.ErrnoException): void
}

function receive(response: IncomingMessage, fault: WireFault | undefined, { onHead, onBody, breakOff }: Heard): void {
  const stopAt = fault?.kind === 'cut-answer' ? (fault.afterBytes ?? 0) : Number.POSITIVE_INFINITY
  if (stopAt === 0) {
    breakOff(connectionReset())
    return
  }
  const chunks: Buffer[] = []
  let received = 0
  response.on('error', breakOff)
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    received += chunk.length
    if (received >= stopAt) breakOff(connectionReset())
  })
  response.on('end', () => {
    if (stopAt !== Number.POSITIVE_INFINITY) breakOff(connectionReset())
    else onBody(Buffer.concat(chunks))
  })
  onHead()
}

const connectionReset = (): NodeJS.ErrnoException => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
