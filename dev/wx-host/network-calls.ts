import { type CallInFlight, createCallInFlight } from './call-in-flight'
import { CONNECTION_LIMIT, type Connections, createConnections } from './connections'
import type { Device } from './device'
import { FAILURES, type Failure, type NetworkApi } from './failures'
import type { Callbacks } from './invoke'
import { type Parameters, wrongParameter } from './parameters'
import { disconnected, type NetworkConditions, type NetworkTarget, refusal } from './refusals'

export interface NetworkCall<Result> extends NetworkTarget {
  /** Checked by the base library before anything else. */
  parameters: Parameters
  /** All the time it may take once it has a connection, ms. */
  timeout: number | undefined
  callbacks: Callbacks<Result>
  /** Called when there is a connection for it, unless it has ended by then. */
  send(inFlight: CallInFlight<Result>): void | Promise<void>
}

export interface NetworkCallOptions extends NetworkConditions {
  /** app.json's, ms. */
  networkTimeout: Record<NetworkApi, number>
}

/** What `request` and `uploadFile` have in common: who may start, how many at once, and how all are broken off. */
export interface NetworkCalls {
  start<Result extends object>(call: NetworkCall<Result>): { abort(): void }
  interruptAll(): void
  disconnectAll(): void
  abortAll(): void
}

export function createNetworkCalls(device: Device, options: NetworkCallOptions): NetworkCalls {
  const { activity, traits } = device
  const onTheWay = new Map<CallInFlight<never>, NetworkTarget>()
  const connections: Record<NetworkApi, Connections> = {
    request: createConnections(activity, traits.beyondConnectionLimit),
    uploadFile: createConnections(activity, traits.beyondConnectionLimit),
  }
  // From the last to the first: ending a connection lets a queued call begin, unless it has ended before.
  const breakAll = (failureOf: (call: NetworkTarget) => Failure) => {
    for (const [inFlight, call] of [...onTheWay].reverse()) inFlight.fail(failureOf(call))
  }
  return {
    start(call) {
      const inFlight = createCallInFlight(device, call)
      const failure = wrongParameter(call.api, call.parameters) ?? refusal(device, options, call)
      if (failure) inFlight.fail(failure)
      else {
        onTheWay.set(inFlight, call)
        inFlight.onEnd(() => onTheWay.delete(inFlight))
        const timeout = call.timeout ?? options.networkTimeout[call.api]
        connect(device, connections[call.api], { ...call, timeout }, inFlight)
      }
      return { abort: () => inFlight.fail(FAILURES.aborted(call.api)) }
    },
    interruptAll: () => breakAll(({ api }) => FAILURES.interrupted(api)),
    disconnectAll: () => breakAll((call) => disconnected(device, call)),
    abortAll: () => breakAll(({ api }) => FAILURES.aborted(api)),
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
