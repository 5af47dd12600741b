import type { DataOf, RouteTypes } from '../../route-types'
import type { Engine, ResumeOptions } from '../api'
import type { Gate } from '../flow/gate'
import { type EarlyPorts, formFacade, type ServiceSource } from './forms/form-facade'
import type { EngineOptions } from './options'
import type { EngineService } from './service'

/**
 * The facade of an engine that also resumes uploads.
 * @param gate the platform's
 */
export function engineFacade<Routes extends RouteTypes>(
  ports: EarlyPorts,
  gate: Gate,
  source: ServiceSource<EngineService>,
  options: EngineOptions,
): Engine<Routes> {
  const { engine, tasks, withService, start } = formFacade<Routes, EngineService>(ports, gate, source, options)
  return {
    ...engine,
    resume<Name extends keyof Routes & string>(id: string, options: ResumeOptions<DataOf<Routes, Name>> = {}) {
      return start<DataOf<Routes, Name>>(id, options?.onState, (service, control) =>
        service.resume(id, options, control),
      )
    },
    unfinished: () => withService((service) => service.unfinished()),
    discard(id) {
      tasks.each((task) => task.id === id && task.cancel())
      return withService((service) => service.discard(id))
    },
  }
}
