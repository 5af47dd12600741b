/** A fault that can be injected. Bytes are bytes of the HTTP body, including the multipart framing. */
export type Fault =
  /** The connection breaks after this many bytes were sent. */
  | { kind: 'cut-send'; afterBytes: number }
  /** Nothing moves after this many bytes were sent, until a timeout, an abort, a hide or a network outage. */
  | { kind: 'stall'; afterBytes: number }
  /** Everything is sent and the server has acted, but the connection breaks after this many bytes of the answer; default 0. */
  | { kind: 'cut-answer'; afterBytes?: number }
  /** The call fails as if its timeout had passed; nothing is sent. */
  | { kind: 'timeout' }
  /** No connection is made: errno 600001 for `request`. */
  | { kind: 'connection-reset' }
  /** errno 600007, even on platforms that queue the eleventh connection. */
  | { kind: 'too-many-connections' }
  /** errno 111 */
  | { kind: 'out-of-memory' }
  /** errno 602300 */
  | { kind: 'buffer-too-large' }
  /** `setStorage` and `writeFile` fail for lack of space. */
  | { kind: 'storage-full' }
  /** `readFile`, `open` and `read` fail: errno 1300005. */
  | { kind: 'unreadable' }
  | { kind: 'login-failed' }

export type FaultKind = Fault['kind']

/** The call that a fault may hit. */
export interface Target {
  /** `uploadFile`, `request`, `readFile`, … */
  api: string
  /** For network calls. */
  url?: string
}

interface Scope {
  /** How many calls it hits; default 1. */
  times?: number
  /** Whether it may hit this call; default: any call. */
  when?: (target: Target) => boolean
}

export interface Faults {
  arm(fault: Fault & Scope): void
  /** How many calls the armed faults will still hit. */
  armed(): number
  clear(): void
}

export interface FaultSource extends Faults {
  /** The first armed fault of these kinds that hits this call; it is used up by one. */
  take<Kind extends FaultKind>(target: Target, kinds: readonly Kind[]): Extract<Fault, { kind: Kind }> | undefined
}

export function createFaults(): FaultSource {
  let armed: { fault: Fault & Scope; left: number }[] = []
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
