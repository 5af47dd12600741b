/** The engine's work in a web page: the root of the script that `fetched-work.ts` fetches. */

import { serverBackend } from '../../core/backend/server-backend'
import type { EngineOptions } from '../../core/engine/options'
import { type EngineService, engineService } from '../../core/engine/service'
import { UploadError } from '../../core/errors'
import type { Gate } from '../../core/flow/gate'
import type { Headers } from '../../core/ports'
import type { PagePorts } from '../page-ports'
import { browserPorts } from './ports'

/** What the app told the uploader. */
export interface WorkTerms extends EngineOptions {
  server: string
  headers: () => Promise<Headers>
}

/** @param gate the platform's */
export function browserWork(page: PagePorts, gate: Gate, terms: WorkTerms): EngineService {
  const ports = browserPorts(page)
  return engineService(ports, gate, serverBackend({ login: noLogin, ...terms }, ports), terms)
}

/** For a caller without types, who left `headers` out. */
const noLogin = (): Promise<string> =>
  Promise.reject(new UploadError('misuse', { params: { detail: 'headers: a web page has no login of its own' } }))
