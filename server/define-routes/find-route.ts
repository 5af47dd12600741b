import { Fault } from '../faults/fault'
import type { RouteRules, RouteTable } from './route'

/** @throws Fault `unknown-route`. */
export function findRoute(routes: RouteTable, name: string): RouteRules {
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined
  if (!route) throw new Fault('unknown-route', { route: name, routes: Object.keys(routes).join(', ') })
  return route
}
