import type * as z from 'zod'
import type { ErrorCode } from '../../miniprogram/uploader/error-codes'
import type { HostScope } from '../config/host-key'
import type { ListLimits } from '../http/read'

/** One endpoint, as the OpenAPI document describes it. */
export interface Operation {
  /** `operationId`: generated clients name their functions by it. */
  id: string
  method: 'get' | 'post'
  path: string
  summary: string
  /** Whether the caller has to send `Authorization`. */
  isPersonal: boolean
  /** What the host key must allow that the app's own backend has to send. */
  hostScope?: HostScope
  /** `empty`: no body, or `{}`. `undefined`: the endpoint takes no JSON. */
  request?: BodySchema | 'empty'
  answer: BodySchema | MediaType
  /** Codes of this endpoint. The document adds those that follow from `request`, `isPersonal` and `hostScope`. */
  errors: readonly ErrorCode[]
}

/** A JSON body, with its name in the document. */
export interface BodySchema<Body = unknown> {
  name: string
  schema: z.ZodType<Body>
  /** Of a request: lists that are refused unparsed if they are longer. */
  lists?: ListLimits
}

/** An answer without a schema. */
export type MediaType = 'text/plain' | 'text/html' | 'application/json'
