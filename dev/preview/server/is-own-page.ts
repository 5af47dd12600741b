import type { IncomingMessage } from 'node:http'

const LOCAL = /^(localhost|127\.0\.0\.1)(:\d+)?$/

/**
 * Whether a request may change something: its host is this machine, and it comes from the preview's own page. Any web
 * page can send requests to localhost, and any name can resolve to it (DNS rebinding).
 */
export function isOwnPage({ headers, method }: IncomingMessage): boolean {
  const { host = '', origin } = headers
  if (!LOCAL.test(host)) return false
  return method === 'GET' || origin === `http://${host}`
}
