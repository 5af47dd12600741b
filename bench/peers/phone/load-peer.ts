import { createRequire } from 'node:module'
import type { HostWx } from '../../../dev/wx-host'
import { PACKAGES } from '../packages'

/** Loads a library that takes parts of the global `wx` when it is loaded. */
export function loadPeer<Library>(name: string, wx: HostWx): Library {
  const require = createRequire(new URL('package.json', PACKAGES))
  // Mini-programs declare `window`, without a value.
  Object.assign(globalThis, { wx: { ...wx, ...MORE }, window: undefined })
  for (const path of Object.keys(require.cache)) if (path.includes(name)) delete require.cache[path]
  return require(name) as Library
}

/** What the libraries ask of `wx`, although uploads do not need it. */
const MORE = {
  canIUse: () => false,
  getSystemInfoSync: () => ({ platform: 'android', SDKVersion: '3.7.0' }),
  getAccountInfoSync: () => ({ miniProgram: { appId: 'wx0123456789abcdef', envVersion: 'release' } }),
}
