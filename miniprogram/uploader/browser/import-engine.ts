type EngineScript = typeof import('./fetched/engine-script')

/**
 * Imports the second script. Chromium and Firefox remember that one did not come, and only say so again; under another
 * address they ask anew. They name the address in what they throw; Safari and bundlers ask anew by themselves.
 * https://github.com/whatwg/html/issues/6768
 */
export function importEngine(failed: unknown): Promise<EngineScript> {
  const [, address] = /dynamically imported module: (https?:[^\s?]+)/.exec(String(failed)) ?? []
  if (!address) return import('./fetched/engine-script')
  return import(/* webpackIgnore: true */ /* @vite-ignore */ `${address}?again=${Date.now()}`)
}
