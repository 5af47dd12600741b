import type { Lifecycle, Network } from '../ports'
import { alsoFrom, type Gate, gateOver } from './gate'

/** When to ask the user before a file is sent over mobile data. */
export interface MobileDataRule {
  /** Asks for files larger than this, bytes. */
  above: number
  /** Asks the user, in the app's own way. After `false`, the upload waits for Wi-Fi. */
  ask(bytes: number): Promise<boolean>
}

/** A gate that is also shut on mobile data until the user agrees. */
export interface MobileDataGate extends Gate {
  /** Sets the file's size, bytes, once it is known. */
  setSize(bytes: number): void
  agree(): void
  /** The upload has ended: do not ask any more. */
  end(): void
}

const MOBILE: Network['type'][] = ['2g', '3g', '4g', '5g']

/**
 * Asks once per upload, when the upload is about to use mobile data and has no other obstacle: when it begins, or when
 * Wi-Fi is lost.
 */
export function mobileDataGate(gate: Gate, lifecycle: Lifecycle, rule: MobileDataRule): MobileDataGate {
  const listeners = new Set<() => void>()
  let bytes = 0
  let isAsked = false
  let isAgreed = false
  let unsubscribe = (): void => {}

  const isBarred = (): boolean => bytes > rule.above && !isAgreed && MOBILE.includes(lifecycle.network().type)
  const agree = (): void => {
    if (isAgreed) return
    isAgreed = true
    for (const onChange of [...listeners]) onChange()
  }
  const askOnce = (): void => {
    if (isAsked || gate.obstacle() || !isBarred()) return
    isAsked = true
    // If `ask` fails, the user has not agreed.
    Promise.resolve()
      .then(() => rule.ask(bytes))
      .then(
        (yes) => yes && agree(),
        () => {},
      )
  }
  return {
    ...gateOver(() => gate.obstacle() ?? (isBarred() ? 'mobile-data' : undefined), alsoFrom(gate, listeners)),
    setSize(size) {
      bytes = size
      unsubscribe()
      unsubscribe = gate.subscribe(askOnce)
      askOnce()
      for (const onChange of [...listeners]) onChange()
    },
    agree,
    end: () => unsubscribe(),
  }
}
