import { UploadError } from '../core/errors'

type EngineScript = typeof import('./fetched/engine-script')

let coming: Promise<EngineScript> | undefined
/** Where it was not to be had. */
let address: string | undefined

/**
 * Imports the second script, one for all uploaders of the page. Rejects with `script-missing`, and asks anew when it is
 * called again.
 */
export function importEngine(): Promise<EngineScript> {
  coming ??= ask().catch((thrown: unknown) => {
    coming = undefined
    address = /dynamically imported module: (https?:[^\s?]+)/.exec(String(thrown))?.[1]
    throw new UploadError('script-missing', { params: { detail: String(thrown) }, cause: thrown })
  })
  return coming
}

/**
 * Chromium and Firefox remember that a script did not come, and only say so again; under another address they ask anew.
 * They name the address in what they throw; Safari and bundlers ask anew by themselves.
 * https://github.com/whatwg/html/issues/6768
 */
function ask(): Promise<EngineScript> {
  if (!address) return import('./fetched/engine-script')
  return import(/* webpackIgnore: true */ /* @vite-ignore */ `${address}?again=${Date.now()}`)
}
