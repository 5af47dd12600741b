import type { RouteTypes } from '../../route-types'
import type { Engine } from '../api'
import { type Gate, platformGate } from '../flow/gate'
import { engineFacade } from './facade'
import type { EarlyPorts } from './forms/form-facade'
import { lazyService } from './lazy-service'
import type { EngineOptions } from './options'
import type { EngineService } from './service'

/**
 * Composes an engine whose service is loaded separately, so that the app's own script stays small. Tasks exist at once,
 * and proceed when the service has loaded.
 * @param load loads the script of the service, and makes the service over the platform's gate
 */
export function createLazyEngine<Routes extends RouteTypes>(
  ports: EarlyPorts,
  load: (gate: Gate) => Promise<EngineService>,
  options: EngineOptions,
): Engine<Routes> {
  const gate = platformGate(ports.lifecycle)
  const source = lazyService(() => load(gate), gate, ports.clock)
  return engineFacade(ports, gate, source, options)
}
