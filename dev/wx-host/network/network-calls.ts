import { FAILURES, type Failure, type NetworkApi } from '../calls/failures'
import type { Callbacks } from '../calls/invoke'
import { type Parameters, wrongParameter } from '../calls/parameters'
import type { Device } from '../device/device'
import { type CallInFlight, createCallInFlight } from './call-in-flight'
import { CONNECTION_LIMIT, type Connections, createConnections } from './connections'
import { disconnected, type NetworkConditions, type NetworkTarget, refusal } from './refusals'

export interface NetworkCall<Result> extends NetworkTarget {
  /** The base library checks these before anything else. */
  parameters: Parameters
  /** Milliseconds it may take after it has a connection. */
  timeout: number | undefined
  callbacks: Callbacks<Result>
  /** Called when the call has a connection, unless it has ended before. */
  send(inFlight: CallInFlight<Result>): void | Promise<void>
}

export interface NetworkCallOptions extends NetworkConditions {
  /** `networkTimeout` of app.json, ms. */
  networkTimeout: Record<NetworkApi, number>
}

/** Shared by `request` and `uploadFile`: which calls may start, how many run at once, and how all of them end. */
export interface NetworkCalls {
  start<Result extends object>(call: NetworkCall<Result>): { abort(): void }
  interruptAll(): void
  disconnectAll(): void
  abortAll(): void
}

export function createNetworkCalls(device: Device, options: NetworkCallOptions): NetworkCalls {
  const { activity, traits } = device
  const running = new Map<CallInFlight<never>, NetworkTarget>()
  const connections: Record<NetworkApi, Connections> = {
    request: createConnections(activity, traits.beyondConnectionLimit),
    uploadFile: createConnections(activity, traits.beyondConnectionLimit),
  }
  // From the last to the first: the end of a call frees a connection, and a queued call would start if it had not ended.
  const failAll = (failureOf: (call: NetworkTarget) => Failure) => {
    for (const [inFlight, call] of [...running].reverse()) inFlight.fail(failureOf(call))
  }
  return {
    start(call) {
      const inFlight = createCallInFlight(device, call)
      const failure = wrongParameter(call.api, call.parameters) ?? refusal(device, options, call)
      if (failure) inFlight.fail(failure)
      else {
        running.set(inFlight, call)
        inFlight.onEnd(() => running.delete(inFlight))
        const timeout = call.timeout ?? options.networkTimeout[call.api]
        connect(device, connections[call.api], { ...call, timeout }, inFlight)
      }
      return { abort: () => inFlight.fail(FAILURES.aborted(call.api)) }
    },
    interruptAll: () => failAll(({ api }) => FAILURES.interrupted(api)),
    disconnectAll: () => failAll((call) => disconnected(device, call)),
    abortAll: () => failAll(({ api }) => FAILURES.aborted(api)),
  }
}

function connect<Result>(
  { activity, platform }: Device,
  connections: Connections,
  { api, timeout, send }: NetworkCall<Result> & { timeout: number },
  inFlight: CallInFlight<Result>,
): void {
  const leave = connections.enter(() => {
    inFlight.onEnd(activity.after(timeout, () => inFlight.fail(FAILURES.timedOut(api, platform))))
    Promise.resolve()
      .then(() => (inFlight.ended() ? undefined : send(inFlight)))
      .catch(() => inFlight.fail(FAILURES.invalidArgument(api)))
  })
  if (leave === 'full') inFlight.fail(FAILURES.tooManyConnections(api, platform, CONNECTION_LIMIT))
  else inFlight.onEnd(leave)
}
