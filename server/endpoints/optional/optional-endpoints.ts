import type { Hono } from 'hono'
import type { ServerContext } from '../../context'
import type { Traced } from '../../http/trace'
import { credentialsRoute } from './credentials'
import { presignRoute } from './presign'

/**
 * Ways in besides the form and the parts, for clients that can do neither. Each gives something away: off by default,
 * and then not there at all.
 */
export const OPTIONAL_ENDPOINTS = ['credentials', 'presign'] as const

export type OptionalEndpoint = (typeof OPTIONAL_ENDPOINTS)[number]

/** @throws Error when credentials are to be given out and there is no role to narrow. */
export function optionalEndpoints(app: Hono<Traced>, backend: ServerContext): void {
  const { doors, userSessions } = backend
  if (doors.includes('presign')) presignRoute(app, backend)
  if (!doors.includes('credentials')) return
  if (!userSessions) throw new Error('doors: expected a role (config.sts) beside credentials, got none')
  credentialsRoute(app, backend, userSessions)
}
