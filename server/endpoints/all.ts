import { docs } from './docs/docs'
import { index } from './docs/index'
import { openapiJson } from './docs/openapi-json'
import type { Endpoint } from './endpoint'
import { createHostUrls } from './host/create-host-urls'
import { headFiles } from './host/head-files'
import { createCredentials } from './optional/create-credentials'
import { presign } from './optional/presign'
import { createUrls } from './reads/create-urls'
import { createSession } from './session'
import { abortUpload } from './uploads/abort-upload'
import { callback } from './uploads/callback'
import { completeUpload } from './uploads/complete-upload'
import { createUploads } from './uploads/create-uploads'
import { resumeUpload } from './uploads/resume-upload'
import { signParts } from './uploads/sign-parts'
import { healthz } from './watch/healthz'
import { metrics } from './watch/metrics'
import { readyz } from './watch/readyz'

/** Every endpoint. The app serves this list, and the OpenAPI document describes it. */
export const ENDPOINTS: readonly Endpoint[] = [
  createSession,
  createUploads,
  signParts,
  resumeUpload,
  completeUpload,
  abortUpload,
  callback,
  createUrls,
  createCredentials,
  presign,
  createHostUrls,
  headFiles,
  healthz,
  readyz,
  metrics,
  openapiJson,
  index,
  docs,
]
