import type { UploadedFile, UrlOptions, UrlOutcome } from '../../api'
import type { FormBackend } from '../../backend/backend'
import { limitedFormBackend } from '../../backend/limited-backend'
import { ticketBatcher } from '../../backend/tickets/ticket-batcher'
import { pacedCrc64 } from '../../crc64/paced-crc64'
import { limitedFiles } from '../../file/limited-files'
import type { Judge } from '../../file/local-file'
import { NEVER } from '../../flow/cancellation'
import type { Gate } from '../../flow/gate'
import { filePlaces } from '../../flow/places'
import { CALL_PATIENCE_MS, PATIENCE_MS } from '../../flow/retry/patience'
import type { RetryContext } from '../../flow/retry/retrier'
import { UNSEEN } from '../../flow/retry/retry-waits'
import { withRetry } from '../../flow/retry/with-retry'
import { linkSpeed } from '../../flow/speed'
import type { Ports } from '../../ports'
import type { FormContext } from '../../task/context'
import type { TaskControl } from '../../task/task'
import { type TicketLine, ticketLine } from '../../upload/ticket-line'
import { uploadForm } from '../../upload/upload-form'
import { APP, type AppWide } from '../app-wide'
import { assertKeys, asUpload } from '../as-upload'
import { freshUrls } from '../fresh-urls'
import type { FormOptions } from './form-options'

/** The engine behind the tasks: everything that asks the backend, reads files, sends and stores. */
export interface FormService {
  /**
   * Takes the arguments as the app gave them, because only this script checks them. Rejects with `misuse` if they are
   * not what `Engine` declares.
   */
  upload(id: string, file: unknown, options: unknown, control: TaskControl): Promise<UploadedFile>
  prepare(): Promise<void>
  urls(keys: readonly string[], options: UrlOptions): Promise<UrlOutcome[]>
}

/** What a service is made of. */
export interface Surroundings {
  platform: Ports
  /** The platform's. */
  gate: Gate
  judge: Judge
  options: FormOptions
  app?: AppWide | undefined
}

/** A service that sends every file by form. */
export function formService(ownBackend: FormBackend, surroundings: Surroundings): FormService {
  const { app = APP } = surroundings
  const backend = limitedFormBackend(ownBackend, app.requests)
  const { context, line, forCalls, calls } = formParts(backend, surroundings)
  const abandon = async (upload: string): Promise<void> => {
    withRetry(() => backend.abort(upload, NEVER), forCalls, NEVER).catch(() => {})
  }
  return {
    ...calls,
    async upload(id, file, options, control) {
      const upload = asUpload(id, file, options)
      return line.run((turn) => uploadForm(upload, { ...context, abandon }, turn), control)
    },
  }
}

/** What the services have in common, with or without parts. */
export interface FormParts {
  context: Omit<FormContext, 'abandon'>
  line: TicketLine
  retry: RetryContext
  /** For calls on which no upload depends. */
  forCalls: RetryContext
  calls: Pick<FormService, 'prepare' | 'urls'>
}

export function formParts(
  backend: FormBackend,
  { platform, gate, judge, options, app = APP }: Surroundings,
): FormParts {
  const { clock, random, lifecycle } = platform
  const { giveUpAfterMs = PATIENCE_MS, parallel } = options
  const retry = { clock, random, gate, onWait: UNSEEN, patienceMs: giveUpAfterMs }
  const forCalls = { ...retry, patienceMs: Math.min(giveUpAfterMs, CALL_PATIENCE_MS) }
  const link = linkSpeed()
  const { withSlot } = ticketBatcher(({ route, input }, files, { signal, callSignal, onWait }) => {
    const request = { route, ...(input === undefined ? {} : { input }), files }
    return withRetry(() => backend.uploads(request, callSignal), { ...retry, onWait }, signal)
  }, clock)
  const places = filePlaces(parallel, () => {
    const network = lifecycle.network()
    return { network, bytesPerSecond: link.estimate(network) }
  })
  return {
    retry,
    forCalls,
    line: ticketLine(),
    context: {
      ports: { ...platform, files: limitedFiles(platform, app.openFiles) },
      backend,
      judge,
      gate,
      withSlot,
      places,
      forms: app.forms,
      checksums: pacedCrc64(clock),
      link,
    },
    calls: {
      prepare: () => withRetry(backend.prepare, forCalls, NEVER),
      async urls(keys, urlOptions) {
        assertKeys(keys)
        return freshUrls(keys, urlOptions, backend, forCalls)
      },
    },
  }
}
