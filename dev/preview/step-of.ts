import { ENDPOINT_PATHS } from '../../server/endpoints/paths'
import type { Step } from './wire'

const BACKEND_STEPS: Record<string, Step> = Object.fromEntries(
  Object.values(ENDPOINT_PATHS).map(({ path, step }) => [path, step]),
)

const METHOD_STEPS: Record<string, Step> = { POST: 'post', PUT: 'part', GET: 'read', HEAD: 'head', DELETE: 'delete' }

/** The purpose of a request to the backend (`/v1/…`) or to the bucket. */
export function stepOf(method: string, path: string): Step {
  const backend = /\/v1\/.*$/.exec(path)?.[0]
  if (backend !== undefined) return BACKEND_STEPS[backend] ?? 'other'
  return METHOD_STEPS[method] ?? 'other'
}

const OPERATION_STEPS: Record<string, Step> = {
  PostObject: 'post',
  PutObject: 'part',
  UploadPart: 'part',
  InitiateMultipartUpload: 'multipart',
  CompleteMultipartUpload: 'multipart',
  AbortMultipartUpload: 'abort',
  ListParts: 'multipart',
  HeadObject: 'head',
  GetObjectMeta: 'head',
  CopyObject: 'copy',
  DeleteObject: 'delete',
  GetObject: 'read',
  AssumeRole: 'role',
}

/** The purpose of an operation in the local cloud's journal. */
export const stepOfOperation = (operation: string): Step => OPERATION_STEPS[operation] ?? 'other'
