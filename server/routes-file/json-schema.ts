import * as z from 'zod'
import { patternProblem } from './pattern-problem'

/**
 * The part of JSON Schema that zod understands, for the `input` of a route. A keyword outside of it is refused, because
 * JSON Schema would ignore it, and a misspelt limit would then limit nothing.
 * https://json-schema.org/draft/2020-12/json-schema-validation
 */
export const JSON_SCHEMA: z.ZodType = z.lazy(() => z.union([z.boolean(), KEYWORDS]))

const TYPE = z.enum(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'])

const count = z.int().min(0)

const PATTERN = z.string().superRefine((pattern, context) => {
  const message = patternProblem(pattern)
  if (message !== undefined) context.addIssue({ code: 'custom', message })
})

const named = z.record(z.string(), JSON_SCHEMA)

/** The keywords of one schema. */
export const KEYWORDS = z.strictObject({
  $schema: z.string().optional(),
  $ref: z.string().optional(),
  $defs: named.optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  default: z.json().optional(),
  examples: z.array(z.json()).optional(),
  type: z.union([TYPE, z.array(TYPE)]).optional(),
  enum: z.array(z.json()).optional(),
  const: z.json().optional(),
  anyOf: z.array(JSON_SCHEMA).optional(),
  oneOf: z.array(JSON_SCHEMA).optional(),
  allOf: z.array(JSON_SCHEMA).optional(),
  properties: named.optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: JSON_SCHEMA.optional(),
  patternProperties: z.record(PATTERN, JSON_SCHEMA).optional(),
  propertyNames: JSON_SCHEMA.optional(),
  minProperties: count.optional(),
  maxProperties: count.optional(),
  items: JSON_SCHEMA.optional(),
  prefixItems: z.array(JSON_SCHEMA).optional(),
  minItems: count.optional(),
  maxItems: count.optional(),
  uniqueItems: z.boolean().optional(),
  minLength: count.optional(),
  maxLength: count.optional(),
  pattern: PATTERN.optional(),
  format: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
  multipleOf: z.number().optional(),
})
