import type { IncomingMessage } from 'node:http'

const LOCAL = /^(localhost|127\.0\.0\.1)(:\d+)?$/

/**
 * Whether a request may act: it was sent to this machine by name, and by our own page. Any web page may send requests
 * to localhost, and any name may be made to point here (DNS rebinding).
 */
export function isOwnPage({ headers, method }: IncomingMessage): boolean {
  const { host = '', origin } = headers
  if (!LOCAL.test(host)) return false
  return method === 'GET' || origin === `http://${host}`
}
