import { UploadError } from '../core/errors'

type EngineScript = typeof import('./lazy/engine-script')

let loading: Promise<EngineScript> | undefined
/** Where the script was missing; undefined unless the browser reported it. */
let missingAt: string | undefined

/**
 * Imports the second script, once for all uploaders of the page. Rejects with `script-missing`; the next call tries
 * again.
 */
export function importEngine(): Promise<EngineScript> {
  loading ??= importScript().catch((thrown: unknown) => {
    loading = undefined
    missingAt = /dynamically imported module: (https?:[^\s?]+)/.exec(String(thrown))?.[1]
    throw new UploadError('script-missing', { params: { detail: String(thrown) }, cause: thrown })
  })
  return loading
}

/**
 * Chromium and Firefox remember that a script did not load, and fail again without a request; at another address they
 * do request it. They report the address in the error. Safari and bundlers request the script again by themselves.
 * https://github.com/whatwg/html/issues/6768
 */
function importScript(): Promise<EngineScript> {
  if (!missingAt) return import('./lazy/engine-script')
  return import(/* webpackIgnore: true */ /* @vite-ignore */ `${missingAt}?again=${Date.now()}`)
}
