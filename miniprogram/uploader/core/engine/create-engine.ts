import type { RouteTypes } from '../../route-types'
import type { Engine } from '../api'
import type { Backend } from '../backend/backend'
import { platformGate } from '../flow/gate'
import type { Limiter } from '../flow/limiter'
import type { Ports } from '../ports'
import { engineFacade } from './facade'
import type { EngineOptions } from './options'
import { engineService } from './service'

/**
 * One for each backend and app: what it has learnt of device and link serves all uploads.
 * @param connections of the app. Default: those of this JavaScript context, whatever engines are in it.
 */
export function createEngine<Routes extends RouteTypes>(
  ports: Ports,
  backend: Backend,
  options: EngineOptions = {},
  connections?: Limiter,
): Engine<Routes> {
  const gate = platformGate(ports.lifecycle)
  const work = engineService(ports, gate, backend, options, connections)
  return engineFacade(ports, gate, () => work, options)
}
