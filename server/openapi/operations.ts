import type { z } from 'zod'
import { PATHS } from '../../miniprogram/uploader/contract'
import type { ErrorCode } from '../../miniprogram/uploader/error-codes'
import {
  abortRequest,
  completeRequest,
  partsRequest,
  resumeRequest,
  sessionRequest,
  uploadsRequest,
} from '../http/schemas'
import {
  abortAnswer,
  completeAnswer,
  resumeAnswer,
  sessionAnswer,
  signedParts,
  statusAnswer,
  uploadsAnswer,
} from './answers'
import { URLS_AND_DOORS } from './urls-and-doors'
import { PERSONAL } from './usual-errors'

/** One route of the backend, as the OpenAPI document tells it. */
export interface Operation {
  path: string
  method: 'get' | 'post'
  /** Of the generated client's function. */
  id: string
  summary: string
  /** Name in the document, and schema. */
  request?: [name: string, schema: z.ZodType]
  answer: [name: string, schema: z.ZodType] | 'text/plain' | 'text/html' | 'application/json'
  /** Whether it asks for `Authorization`. */
  isPersonal?: true
  /** Those that are not every operation's. */
  errors: readonly ErrorCode[]
}

/** Of whoever has a ticket already. */
const OWN: readonly ErrorCode[] = [
  ...PERSONAL,
  'forbidden',
  'upload-invalid',
  'upload-expired',
  'server-misconfigured',
  'cloud-unavailable',
]

export const OPERATIONS: readonly Operation[] = [
  {
    path: PATHS.session,
    method: 'post',
    id: 'createSession',
    summary: 'Exchange the code of wx.login for a session. Only where mini-program users sign in here.',
    request: ['SessionRequest', sessionRequest],
    answer: ['SessionAnswer', sessionAnswer],
    errors: [...PERSONAL, 'forbidden', 'not-found', 'server-misconfigured', 'cloud-unavailable'],
  },
  {
    path: PATHS.uploads,
    method: 'post',
    id: 'createUploads',
    summary: 'Ask for tickets, one a file. A refused file does not hold back the others.',
    request: ['UploadsRequest', uploadsRequest],
    answer: ['UploadsAnswer', uploadsAnswer],
    isPersonal: true,
    errors: [
      ...PERSONAL,
      'forbidden',
      'unknown-route',
      'input-invalid',
      'too-many-files',
      'server-misconfigured',
      'cloud-unavailable',
    ],
  },
  {
    path: PATHS.parts,
    method: 'post',
    id: 'signParts',
    summary: 'More signatures of an upload in parts, or the same again after they ran out.',
    request: ['PartsRequest', partsRequest],
    answer: ['SignedParts', signedParts],
    isPersonal: true,
    errors: [...OWN, 'already-exists', 'stored-differs'],
  },
  {
    path: PATHS.resume,
    method: 'post',
    id: 'resumeUpload',
    summary: 'What OSS holds of an upload in parts, and signatures to go on with.',
    request: ['ResumeRequest', resumeRequest],
    answer: ['ResumeAnswer', resumeAnswer],
    isPersonal: true,
    errors: [...OWN, 'already-exists', 'stored-differs'],
  },
  {
    path: PATHS.complete,
    method: 'post',
    id: 'completeUpload',
    summary: 'Put the parts together, confirm what was stored, and get its URL. May be repeated.',
    request: ['CompleteRequest', completeRequest],
    answer: ['CompleteAnswer', completeAnswer],
    isPersonal: true,
    errors: [...OWN, 'not-stored', 'parts-missing', 'stored-differs', 'unknown-route'],
  },
  {
    path: PATHS.abort,
    method: 'post',
    id: 'abortUpload',
    summary: 'Leave nothing of an upload, unless it is stored already. May be repeated.',
    request: ['AbortRequest', abortRequest],
    answer: ['AbortAnswer', abortAnswer],
    isPersonal: true,
    errors: OWN,
  },
  {
    path: PATHS.callback,
    method: 'post',
    id: 'callback',
    summary: 'OSS calls this when it has stored a file, and hands the answer on to whoever sent it.',
    answer: ['CompleteAnswer', completeAnswer],
    errors: ['callback-refused', 'body-too-large', 'cloud-unavailable'],
  },
  ...URLS_AND_DOORS,
  {
    path: '/healthz',
    method: 'get',
    id: 'isAlive',
    summary: 'Whether the process answers.',
    answer: ['Status', statusAnswer],
    errors: [],
  },
  {
    path: '/readyz',
    method: 'get',
    id: 'isReady',
    summary: 'Whether tickets can be signed: 503 while STS cannot be reached, and while stopping.',
    answer: ['Status', statusAnswer],
    errors: [],
  },
  {
    path: '/metrics',
    method: 'get',
    id: 'metrics',
    summary: 'Prometheus metrics, for this machine or with their own token.',
    answer: 'text/plain',
    errors: ['not-found'],
  },
  {
    path: '/openapi.json',
    method: 'get',
    id: 'openapi',
    summary: 'This document.',
    answer: 'application/json',
    errors: [],
  },
  {
    path: '/docs',
    method: 'get',
    id: 'docs',
    summary: 'This document, to read.',
    answer: 'text/html',
    errors: [],
  },
]
