/** What can be made to go wrong. Bytes are of the HTTP body, the multipart wrapping included. */
export type Fault =
  /** The connection breaks once this many bytes were sent. */
  | { kind: 'cut-send'; afterBytes: number }
  /** Nothing moves any more once this many bytes were sent: until a timeout, an abort, a hide or an outage. */
  | { kind: 'stall'; afterBytes: number }
  /** All is sent and the server has acted, but the connection breaks after this many bytes of the answer (0). */
  | { kind: 'cut-answer'; afterBytes?: number }
  /** Fails as if the call's whole time had passed; nothing is sent. */
  | { kind: 'timeout' }
  /** No connection comes about: errno 600001 for `request`. */
  | { kind: 'connection-reset' }
  /** errno 600007, whatever the platform does with the eleventh connection. */
  | { kind: 'too-many-connections' }
  /** errno 111 */
  | { kind: 'out-of-memory' }
  /** errno 602300 */
  | { kind: 'buffer-too-large' }
  /** `setStorage` and `writeFile` find no room. */
  | { kind: 'storage-full' }
  /** `readFile`, `open` and `read` fail: errno 1300005. */
  | { kind: 'unreadable' }
  | { kind: 'login-failed' }

export type FaultKind = Fault['kind']

/** The call a fault may strike. */
export interface Target {
  /** `uploadFile`, `request`, `readFile`, … */
  api: string
  /** Of a network call. */
  url?: string
}

interface Aim {
  /** Calls to strike; 1. */
  times?: number
  /** Calls to spare; none. */
  when?: (target: Target) => boolean
}

export interface Faults {
  arm(fault: Fault & Aim): void
  /** Strikes not yet dealt. */
  armed(): number
  clear(): void
}

export interface FaultSource extends Faults {
  /** The first armed fault of these kinds that strikes this call, used up by one. */
  take<Kind extends FaultKind>(target: Target, kinds: readonly Kind[]): Extract<Fault, { kind: Kind }> | undefined
}

export function createFaults(): FaultSource {
  let armed: { fault: Fault & Aim; left: number }[] = []
  return {
    arm(fault) {
      armed.push({ fault, left: fault.times ?? 1 })
    },
    armed: () => armed.reduce((sum, { left }) => sum + left, 0),
    clear() {
      armed = []
    },
    take<Kind extends FaultKind>(target: Target, kinds: readonly Kind[]) {
      const isOfKind = (fault: Fault): fault is Extract<Fault, { kind: Kind }> => kinds.some((k) => k === fault.kind)
      for (const entry of armed) {
        const { fault } = entry
        if (!isOfKind(fault) || (entry.fault.when && !entry.fault.when(target))) continue
        entry.left -= 1
        armed = armed.filter(({ left }) => left > 0)
        return fault
      }
      return undefined
    },
  }
}
