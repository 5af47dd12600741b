import type { Lifecycle, Network } from '../core/ports'

/** Not in Safari and Firefox. https://developer.mozilla.org/docs/Web/API/NetworkInformation */
interface Connection extends EventTarget {
  type?: string
  effectiveType?: 'slow-2g' | '2g' | '3g' | '4g'
  /** Mbit/s, never more than 10. It is measured on what the page receives, and links seldom send faster. */
  downlink?: number
}

/**
 * The state of the page and its network. Its listeners stay as long as the page lives: make one uploader, not many.
 *
 * A hidden page keeps uploading, because browsers do not interrupt its requests. Only a frozen page does not; what
 * broke meanwhile uses up no retry. https://developer.chrome.com/docs/web-platform/page-lifecycle-api
 */
export function browserLifecycle(keepAwake: Lifecycle['keepAwake']): Lifecycle {
  const { connection } = (globalThis.navigator ?? {}) as { connection?: Connection }
  const listeners = new Set<() => void>()
  let frozen = false

  const notify = (): void => {
    for (const onChange of [...listeners]) onChange()
  }
  const setFrozen = (value: boolean) => (): void => {
    frozen = value
    notify()
  }
  // Frameworks make the uploader on their server, too, where there is no page.
  if (typeof document !== 'undefined') {
    addEventListener('online', notify)
    addEventListener('offline', notify)
    connection?.addEventListener?.('change', notify)
    document.addEventListener('freeze', setFrozen(true))
    document.addEventListener('resume', setFrozen(false))
  }

  return {
    obstacle() {
      if (frozen) return 'hidden'
      return navigator.onLine === false ? 'offline' : undefined
    },
    network: () => networkOf(connection),
    subscribe(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    keepAwake,
  }
}

/**
 * Only `type` knows whether this is mobile data, and desktops leave it out. `effectiveType` is about speed, not radio.
 */
function networkOf({ type, effectiveType, downlink }: Partial<Connection> = {}): Network {
  const weak = effectiveType === 'slow-2g' || effectiveType === '2g'
  const speed = { weak, ...(downlink ? { bytesPerSecond: (downlink * 1e6) / 8 } : {}) }
  if (type === 'wifi' || type === 'ethernet') return { type: 'wifi', ...speed }
  if (type !== 'cellular') return { type: 'unknown', ...speed }
  return { type: effectiveType === 'slow-2g' ? '2g' : (effectiveType ?? '4g'), ...speed }
}
