import { cancellation } from './cancellation'
import type { WorkSource } from './engine-front'
import type { EngineWork } from './engine-work'
import { UploadError } from './errors'
import type { Gate } from './gate'

/**
 * The engine's work in a script of its own: fetched at once, while nobody has picked a file yet, and not by a page
 * that is offline. Whoever needs what did not come tries again; but Chromium and Firefox, until the page is loaded
 * anew, only say again that it failed. https://github.com/whatwg/html/issues/6768
 */
export function fetchedWork(gate: Gate, fetchScript: () => Promise<EngineWork>): WorkSource {
  let here: EngineWork | undefined
  let coming: Promise<EngineWork> | undefined

  const fetch = (): Promise<EngineWork> => {
    coming ??= fetchScript().then(
      (work) => {
        here = work
        return work
      },
      (thrown: unknown) => {
        coming = undefined
        throw new UploadError('script-missing', { params: { detail: String(thrown) }, cause: thrown })
      },
    )
    return coming
  }
  gate
    .passable(cancellation().signal)
    .then(fetch)
    .catch(() => {})
  return {
    get here() {
      return here
    },
    fetch,
  }
}
