import { NEVER } from '../flow/cancellation'
import type { Limiter } from '../flow/limiter'
import type { Backend, FormBackend } from './backend'

/** The same backend. Its calls count as open requests of the app, like the parts that are sent. */
export const limitedFormBackend = (backend: FormBackend, requests: Limiter): FormBackend => ({
  id: backend.id,
  prepare: () => requests.run(backend.prepare, NEVER),
  uploads: (request, signal) => requests.run(() => backend.uploads(request, signal), signal),
  complete: (request, signal) => requests.run(() => backend.complete(request, signal), signal),
  abort: (upload, signal) => requests.run(() => backend.abort(upload, signal), signal),
  urls: (request, signal) => requests.run(() => backend.urls(request, signal), signal),
})

/** The same for a backend that signs parts. */
export const limitedBackend = (backend: Backend, requests: Limiter): Backend => ({
  ...limitedFormBackend(backend, requests),
  parts: (request, signal) => requests.run(() => backend.parts(request, signal), signal),
  resume: (upload, signal) => requests.run(() => backend.resume(upload, signal), signal),
})
