import type { Lifecycle, Network } from '../ports'
import { alsoFrom, type Gate, gateOver } from './gate'

/** When a user is asked before mobile data is used. Default: never. */
export interface MobileDataRule {
  /** Files of more bytes than that. */
  above: number
  /** The app asks, in its own way: `false` waits for Wi-Fi. */
  ask(bytes: number): Promise<boolean>
}

/** A gate with one more bar: mobile data that the user has not agreed to. */
export interface MobileDataGate extends Gate {
  /** Now that the file's size is known. */
  setSize(bytes: number): void
  agree(): void
  /** The upload has ended: nobody is asked any more. */
  end(): void
}

const MOBILE: Network['type'][] = ['2g', '3g', '4g', '5g']

/**
 * Asks once an upload, when it is about to use mobile data and nothing else is in its way: at its beginning, or when
 * Wi-Fi is lost.
 */
export function mobileDataGate(gate: Gate, lifecycle: Lifecycle, rule: MobileDataRule | undefined): MobileDataGate {
  if (!rule) return { ...gate, setSize() {}, agree() {}, end() {} }
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
    // An app whose question fails has not been told yes.
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
