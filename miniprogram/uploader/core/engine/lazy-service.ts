import { asUploadError } from '../errors'
import { NEVER } from '../flow/cancellation'
import type { Gate } from '../flow/gate'
import { sleep } from '../flow/waiting'
import type { Clock } from '../ports'
import type { ServiceSource } from './forms/form-facade'

/** The waits before the second and the third try, ms. */
const PAUSES_MS = [1_000, 3_000]

/**
 * A service whose script is loaded separately. Loading begins at once, before the user picks a file. A failed load is
 * retried after a pause, when online; if all retries fail, the next call of the source tries again.
 */
export function lazyService<Service>(load: () => Promise<Service>, gate: Gate, clock: Clock): ServiceSource<Service> {
  let loaded: Service | undefined
  let loading: Promise<Service> | undefined

  async function loadWithRetry(): Promise<Service> {
    for (const pauseMs of PAUSES_MS) {
      try {
        return await load()
      } catch (thrown) {
        // The script has loaded, and refuses the options.
        if (asUploadError(thrown).code === 'misuse') throw thrown
        await sleep(clock, pauseMs, NEVER)
        await gate.passable(NEVER)
      }
    }
    return load()
  }

  const loadOnce = (): Promise<Service> => {
    loading ??= loadWithRetry()
      .then((service) => {
        loaded = service
        return service
      })
      .finally(() => {
        loading = undefined
      })
    return loading
  }
  loadOnce().catch(() => {})
  return () => loaded ?? loadOnce()
}
