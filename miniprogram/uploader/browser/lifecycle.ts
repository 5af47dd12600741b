import type { Lifecycle, Network } from '../core/ports'
import { screenLock } from './screen-lock'

/** Not in Safari and Firefox. https://developer.mozilla.org/docs/Web/API/NetworkInformation */
interface Connection extends EventTarget {
  type?: string
  effectiveType?: 'slow-2g' | '2g' | '3g' | '4g'
}

/**
 * The page and its network. Its listeners stay for the page's life: make one uploader, not many.
 *
 * A hidden page goes on uploading: browsers do not interrupt its requests. Only one that the browser freezes does not,
 * and what broke meanwhile costs no retry. https://developer.chrome.com/docs/web-platform/page-lifecycle-api
 */
export function browserLifecycle(): Lifecycle {
  const { connection } = navigator as Navigator & { connection?: Connection }
  const listeners = new Set<() => void>()
  let frozen = false

  const tell = (): void => {
    for (const onChange of [...listeners]) onChange()
  }
  const setFrozen = (value: boolean) => (): void => {
    frozen = value
    tell()
  }
  addEventListener('online', tell)
  addEventListener('offline', tell)
  connection?.addEventListener?.('change', tell)
  document.addEventListener('freeze', setFrozen(true))
  document.addEventListener('resume', setFrozen(false))

  return {
    obstacle() {
      if (frozen) return 'hidden'
      return navigator.onLine ? undefined : 'offline'
    },
    network: () => networkOf(connection),
    subscribe(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    keepAwake: screenLock(),
  }
}

/** `effectiveType` speaks of speed, not of radio: that it is mobile data only `type` knows, and desktops leave it out. */
function networkOf({ type, effectiveType }: Partial<Connection> = {}): Network {
  const weak = effectiveType === 'slow-2g' || effectiveType === '2g'
  if (type === 'wifi' || type === 'ethernet') return { type: 'wifi', weak }
  if (type !== 'cellular') return { type: 'unknown', weak }
  return { type: effectiveType === 'slow-2g' ? '2g' : (effectiveType ?? '4g'), weak }
}
