import type { RouteTypes } from '../../route-types'
import type { Engine } from '../api'
import type { Backend } from '../backend/backend'
import { judgeByTable } from '../file/judge-by-table'
import { platformGate } from '../flow/gate'
import type { Ports } from '../ports'
import type { AppWide } from './app-wide'
import { engineFacade } from './facade'
import type { EngineOptions } from './options'
import { engineService } from './service'

/**
 * Composes an engine. Make one for each backend and app, because all its uploads share what it learns about the device
 * and the link.
 * @param app what all engines of the app share. Default: one for all of this JavaScript context.
 */
export function createEngine<Routes extends RouteTypes>(
  ports: Ports,
  backend: Backend,
  options: EngineOptions = {},
  app?: AppWide,
): Engine<Routes> {
  const gate = platformGate(ports.lifecycle)
  const service = engineService(backend, { platform: ports, gate, judge: judgeByTable, options, app })
  return engineFacade(ports, gate, () => service, options)
}
