/** The engine's service in a web page: the root of the script that `import-engine.ts` loads. */

import { serverBackend } from '../../core/backend/server-backend'
import { assertOptions, type Kinds } from '../../core/engine/assert-options'
import { ENGINE_OPTIONS, type EngineOptions } from '../../core/engine/options'
import { type EngineService, engineService } from '../../core/engine/service'
import { UploadError } from '../../core/errors'
import { judgeByTable } from '../../core/file/judge-by-table'
import type { Gate } from '../../core/flow/gate'
import type { Headers } from '../../core/ports'
import type { PagePorts } from '../page-ports'
import { browserPorts } from './ports'
import { screenLock } from './screen-lock'

/** Keeps the screen of the page on. */
export const keepAwake = screenLock()

/** The options of `createUploader` that the service needs. */
export interface ServiceOptions extends EngineOptions {
  server: string
  headers: () => Promise<Headers>
}

const OPTIONS = {
  ...ENGINE_OPTIONS,
  server: 'string',
  headers: 'function',
} as const satisfies Kinds & Record<keyof ServiceOptions, unknown>

/**
 * @param gate the platform's
 * @throws UploadError `misuse` for an unknown or wrong option
 */
export function browserService(page: PagePorts, gate: Gate, options: ServiceOptions): EngineService {
  assertOptions('createUploader', options, OPTIONS)
  const ports = browserPorts(page)
  return engineService(serverBackend({ login: noLogin, ...options }, ports), {
    platform: ports,
    gate,
    judge: judgeByTable,
    options,
  })
}

/** For a caller without types who left `headers` out. */
const noLogin = (): Promise<string> =>
  Promise.reject(new UploadError('misuse', { params: { detail: 'headers: a web page has no login of its own' } }))
