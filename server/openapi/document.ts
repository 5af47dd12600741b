import * as z from 'zod'
import { ERRORS, type ErrorCode } from '../../miniprogram/uploader/error-codes'
import { MESSAGES } from '../../miniprogram/uploader/messages/messages'
import { refusal } from '../http/schemas/refusal'
import type { BodySchema, Operation } from './operation'
import { EXAMPLES, SUMMARIES_ZH } from './samples'

type Json = { [name: string]: unknown }

/** The parts of the document that the page reads. */
export interface OpenapiDocument extends Json {
  openapi: '3.1.1'
  servers: { url: string }[]
  paths: Record<string, Record<string, Json>>
  components: { schemas: Record<string, Json>; securitySchemes: Json }
}

export interface OpenapiOptions {
  /** Names of the routes that accept uploads. */
  routes: readonly string[]
  /** Public address of the backend. Default: the address that the document was read from. */
  url?: string
}

/** Makes OpenAPI 3.1 of the endpoints, from the schemas that parse their requests and type their answers. */
export function openapiDocument(
  operations: readonly Operation[],
  { routes, url = '.' }: OpenapiOptions,
): OpenapiDocument {
  const paths: OpenapiDocument['paths'] = {}
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'wx-oss-upload',
      version: '1',
      license: { name: 'MIT', identifier: 'MIT' },
      description: `Signs uploads to Alibaba Cloud OSS. Routes that accept uploads: ${routes.join(', ')}.`,
    },
    servers: [{ url }],
    paths,
    components: {
      schemas: schemasOf(operations),
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'A session of this backend, or a token of the app’s own login.',
        },
        hostKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'A key of HOST_API_KEYS with the scope of the endpoint. Never in an app or a page.',
        },
      },
    },
  }
}

function describe(operation: Operation): Json {
  const { id, summary, request, answer } = operation
  return {
    operationId: id,
    summary,
    description: SUMMARIES_ZH[id],
    security: securityOf(operation),
    ...(typeof request === 'object' && { requestBody: { required: true, content: jsonOf(request.name) } }),
    responses: {
      200: { description: 'OK', content: typeof answer === 'string' ? { [answer]: {} } : jsonOf(answer.name) },
      ...refusals(errorsOf(operation)),
    },
  }
}

const securityOf = ({ isPersonal, hostScope }: Operation): Json[] => {
  if (hostScope) return [{ hostKey: [] }]
  return isPersonal ? [{ bearer: [] }] : []
}

const jsonOf = (name: string): Json => ({
  'application/json': {
    schema: { $ref: `#/components/schemas/${name}` },
    ...(EXAMPLES[name] && { example: EXAMPLES[name] }),
  },
})

const BODY_ERRORS: readonly ErrorCode[] = ['bad-request', 'body-too-large']
const CALLER_ERRORS: readonly ErrorCode[] = ['unauthenticated', 'too-many-requests']

/** Without the scope, or sent by an app or a page. */
const HOST_ERRORS: readonly ErrorCode[] = ['forbidden']

const errorsOf = ({ request, isPersonal, hostScope, errors }: Operation): ErrorCode[] => [
  ...(request ? BODY_ERRORS : []),
  ...(isPersonal || hostScope ? CALLER_ERRORS : []),
  ...(hostScope ? HOST_ERRORS : []),
  ...errors,
  'server-error',
]

/** One answer for each status, with the codes that have this status. */
function refusals(errors: readonly ErrorCode[]): Json {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of errors) {
    const { status } = ERRORS[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${inGeneral(MESSAGES.en[code].message)}`).join('. '),
        ...(status === 429 && {
          headers: { 'Retry-After': { description: 'Seconds', schema: { type: 'integer', minimum: 1 } } },
        }),
        content: jsonOf(REFUSAL.name),
      },
    ]),
  )
}

/** A message without the values of one failure. */
const inGeneral = (message: string): string => message.replace(/\{\w+\}/g, '…')

const REFUSAL: BodySchema = { name: 'Refusal', schema: refusal }

function schemasOf(operations: readonly Operation[]): OpenapiDocument['components']['schemas'] {
  const named = new Map([[REFUSAL.name, jsonSchema(REFUSAL, 'output')]])
  for (const { request, answer } of operations) {
    if (typeof request === 'object') named.set(request.name, jsonSchema(request, 'input'))
    if (typeof answer === 'object') named.set(answer.name, jsonSchema(answer, 'output'))
  }
  return Object.fromEntries(named)
}

function jsonSchema({ schema }: BodySchema, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}
