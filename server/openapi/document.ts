import { z } from 'zod'
import { ERRORS, type ErrorCode } from '../../miniprogram/uploader/error-codes'
import { MESSAGES } from '../../miniprogram/uploader/messages/messages'
import { refusal } from './answers'
import { OPERATIONS, type Operation } from './operations'

type Json = { [name: string]: unknown }

/** As far as the page reads it. */
export interface OpenapiDocument extends Json {
  openapi: '3.1.1'
  paths: Record<string, Record<string, Json>>
  components: { schemas: Record<string, Json>; securitySchemes: Json }
}

export interface OpenapiOptions {
  /** Names of the routes that may be uploaded to. */
  routes: readonly string[]
  /** Where the backend is reached. Default: wherever the document was read from. */
  url?: string
}

/** OpenAPI 3.1, made of the schemas that bodies are checked with. */
export function openapiDocument({ routes, url = '.' }: OpenapiOptions): OpenapiDocument {
  const paths: OpenapiDocument['paths'] = {}
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'wx-oss-upload',
      version: '1',
      license: { name: 'MIT', identifier: 'MIT' },
      description: `Signs uploads to Alibaba Cloud OSS. Routes that may be uploaded to: ${routes.join(', ')}.`,
    },
    servers: [{ url }],
    paths,
    components: {
      schemas: schemas(),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'A session of ours, or the app’s own token.' },
      },
    },
  }
}

function describe({ id, summary, request, answer, isPersonal, errors }: Operation): Json {
  return {
    operationId: id,
    summary,
    security: isPersonal ? [{ bearer: [] }] : [],
    ...(request && { requestBody: { required: true, content: json(request[0]) } }),
    responses: {
      200: { description: 'OK', content: typeof answer === 'string' ? { [answer]: {} } : json(answer[0]) },
      ...refusals(errors),
    },
  }
}

const json = (name: string): Json => ({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } })

/** One answer a status, with the codes that travel under it. */
function refusals(errors: readonly ErrorCode[]): Json {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of [...errors, 'server-error'] as const) {
    const { status } = ERRORS[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${MESSAGES.en[code].message}`).join('. '),
        ...(status === 429 && {
          headers: { 'Retry-After': { description: 'Seconds', schema: { type: 'integer', minimum: 1 } } },
        }),
        content: json('Refusal'),
      },
    ]),
  )
}

function schemas(): OpenapiDocument['components']['schemas'] {
  const named = new Map<string, Json>([['Refusal', schemaOf(refusal, 'output')]])
  for (const { request, answer } of OPERATIONS) {
    if (request) named.set(request[0], schemaOf(request[1], 'input'))
    if (typeof answer !== 'string') named.set(answer[0], schemaOf(answer[1], 'output'))
  }
  return Object.fromEntries(named)
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}
