import { lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'

/**
 * `bucket.localhost` is this machine in every browser and in the DevTools' simulator, but not always for the system's
 * resolver. https://www.rfc-editor.org/rfc/rfc6761#section-6.3
 */
export const lookupWithLoopbackNames: LookupFunction = (hostname, options, callback) => {
  if (!hostname.endsWith('.localhost')) return lookup(hostname, options, callback)
  if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }])
  else callback(null, '127.0.0.1', 4)
}
