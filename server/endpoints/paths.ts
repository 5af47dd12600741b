/**
 * Where each endpoint is, below the address of the backend, and what it is for. This file imports nothing but the
 * contract, so that tools can read it without the backend.
 */
import { HEALTH_PATH, PATHS } from '../../miniprogram/uploader/contract'

export interface EndpointPath {
  method: 'get' | 'post'
  path: string
  /** The step of an upload, in one word; `other` if the endpoint is not part of an upload. */
  step: 'session' | 'ticket' | 'parts' | 'resume' | 'complete' | 'abort' | 'callback' | 'urls' | 'other'
}

/** By the `operationId` of the OpenAPI document. */
export const ENDPOINT_PATHS = {
  createSession: { method: 'post', path: PATHS.session, step: 'session' },
  createUploads: { method: 'post', path: PATHS.uploads, step: 'ticket' },
  signParts: { method: 'post', path: PATHS.parts, step: 'parts' },
  resumeUpload: { method: 'post', path: PATHS.resume, step: 'resume' },
  completeUpload: { method: 'post', path: PATHS.complete, step: 'complete' },
  abortUpload: { method: 'post', path: PATHS.abort, step: 'abort' },
  callback: { method: 'post', path: PATHS.callback, step: 'callback' },
  createUrls: { method: 'post', path: PATHS.urls, step: 'urls' },
  createCredentials: { method: 'post', path: PATHS.credentials, step: 'other' },
  presign: { method: 'post', path: PATHS.presign, step: 'other' },
  createHostUrls: { method: 'post', path: '/v1/host/urls', step: 'other' },
  headFiles: { method: 'post', path: '/v1/host/head', step: 'other' },
  isAlive: { method: 'get', path: HEALTH_PATH, step: 'other' },
  isReady: { method: 'get', path: '/readyz', step: 'other' },
  metrics: { method: 'get', path: '/metrics', step: 'other' },
  openapi: { method: 'get', path: '/openapi.json', step: 'other' },
  index: { method: 'get', path: '/', step: 'other' },
  docs: { method: 'get', path: '/docs', step: 'other' },
} as const satisfies Record<string, EndpointPath>

export type EndpointId = keyof typeof ENDPOINT_PATHS
