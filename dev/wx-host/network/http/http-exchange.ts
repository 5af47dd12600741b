import { Buffer } from 'node:buffer'
import { type ClientRequest, type OutgoingHttpHeaders, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Readable } from 'node:stream'
import { URL } from 'node:url'
import type { Fault } from '../../device/faults'
import type { CallInFlight } from '../call-in-flight'
import type { WiredDevice } from '../kept-connections'
import { netErrorOf } from '../net-errors'
import { connectionFailed, type NetworkTarget } from '../refusals'
import { decodedAnswer } from './decoded-answer'
import { lookupWithLoopbackNames } from './loopback-names'

/** Resolves when the socket has taken the bytes: `false` if the connection is gone. */
export type Write = (bytes: Uint8Array) => Promise<boolean>

export interface Outgoing {
  method: string
  headers: OutgoingHttpHeaders
  /** May reject with an error of `node:fs` or `node:net`: the call then fails and its connection is closed. */
  writeBody(write: Write): Promise<void>
  /** Bytes of the body that the socket has taken so far. */
  onSent?(bytes: number): void
  onHead(head: AnswerHead): void
  onAnswer(head: AnswerHead, body: Buffer): void
}

export interface AnswerHead {
  status: number
  /** Name, value, name, value …, as received. */
  rawHeaders: string[]
}

interface Exchange {
  device: WiredDevice
  call: NetworkTarget
  inFlight: Pick<CallInFlight<object>, 'ended' | 'onEnd' | 'fail' | 'note'>
}

type WireFault = Extract<Fault, { kind: 'cut-send' | 'stall' | 'cut-answer' }>

/** One HTTP request and its answer. The connection is kept only if both were transferred completely. */
export function exchange({ device, call, inFlight }: Exchange, outgoing: Outgoing): void {
  const fault = device.faults.take(call, ['cut-send', 'stall', 'cut-answer'])
  const request = openRequest(device, call, outgoing)
  let isWhole = false
  const failWith = (error: NodeJS.ErrnoException) =>
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
      // The request releases the socket as soon as its answer is complete.
      if (!isWhole) socket.destroy()
    })
  })
  request.on('error', failWith)
  request.on('response', (response) => {
    const head = { status: response.statusCode ?? 0, rawHeaders: response.rawHeaders }
    receive(decodedAnswer(response, outgoing), fault, {
      onHead: () => outgoing.onHead(head),
      onBody: (body) => {
        isWhole = request.writableFinished
        inFlight.note({ status: head.status })
        outgoing.onAnswer(head, body)
      },
      failWith,
    })
  })
  request.flushHeaders()
  const write = createWriter(request, inFlight, fault, outgoing)
  outgoing.writeBody(write).then(() => {
    if (!inFlight.ended()) request.end()
  }, failWith)
}

function openRequest({ kept }: WiredDevice, { api, url }: NetworkTarget, { method, headers }: Outgoing): ClientRequest {
  const { protocol, hostname, port, pathname, search } = new URL(url)
  const options = {
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    path: pathname + search,
    method,
    // As phones do. Without it a server that answers early may close the connection during the body, and the answer is lost.
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
    inFlight.note({ sentBytes: sent })
    onSent?.(sent)
    if (sent < stopAt) return !inFlight.ended()
    if (fault?.kind === 'stall') return new Promise(() => {})
    request.destroy(connectionReset())
    return false
  }
}

// The callback runs when the kernel has taken the bytes, so no more than one chunk is in memory.
const handToSocket = (request: ClientRequest, bytes: Uint8Array): Promise<boolean> =>
  bytes.length === 0 ? Promise.resolve(true) : new Promise((sent) => request.write(bytes, (error) => sent(!error)))

interface AnswerEvents {
  onHead(): void
  onBody(body: Buffer): void
  failWith(error: NodeJS.ErrnoException): void
}

function receive(response: Readable, fault: WireFault | undefined, { onHead, onBody, failWith }: AnswerEvents): void {
  const stopAt = fault?.kind === 'cut-answer' ? (fault.afterBytes ?? 0) : Number.POSITIVE_INFINITY
  // Before all else: closing the connection of a cut answer breaks its decoder, too.
  response.on('error', failWith)
  if (stopAt === 0) {
    failWith(connectionReset())
    return
  }
  const chunks: Buffer[] = []
  let received = 0
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    received += chunk.length
    if (received >= stopAt) failWith(connectionReset())
  })
  response.on('end', () => {
    if (stopAt !== Number.POSITIVE_INFINITY) failWith(connectionReset())
    else onBody(Buffer.concat(chunks))
  })
  onHead()
}

const connectionReset = (): NodeJS.ErrnoException => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
