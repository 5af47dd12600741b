import type { RouteTypes } from '../../../route-types'
import type { FormEngine } from '../../api'
import type { FormBackend } from '../../backend/backend'
import type { Judge } from '../../file/local-file'
import { platformGate } from '../../flow/gate'
import type { Ports } from '../../ports'
import { formFacade } from './form-facade'
import type { FormOptions } from './form-options'
import { type FormService, formService } from './form-service'

/** Composes an engine that sends every file by form. It contains neither the code for parts nor the table of formats. */
export function createFormEngine<Routes extends RouteTypes>(
  ports: Ports,
  backend: FormBackend,
  judge: Judge,
  options: FormOptions,
): FormEngine<Routes> {
  const gate = platformGate(ports.lifecycle)
  const service = formService(backend, { platform: ports, gate, judge, options })
  return formFacade<Routes, FormService>(ports, gate, () => service, options).engine
}
