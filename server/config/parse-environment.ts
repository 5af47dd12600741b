import type { z } from 'zod'

export type Environment = Readonly<Record<string, string | undefined>>

/** What one reader of the environment found, or every line that is wrong with it: `NAME: expected …`. */
export type Parsed<Value> = { value: Value } | { problems: string[] }

/** Spaces around a value go; an empty one counts as not given. The problems show no value. */
export function parseEnvironment<Schema extends z.ZodType>(
  environment: Environment,
  schema: Schema,
): Parsed<z.output<Schema>> {
  const trimmed = Object.entries(environment).map(([name, value]) => [name, value?.trim()] as const)
  const parsed = schema.safeParse(Object.fromEntries(trimmed.filter(([, value]) => value)))
  if (parsed.success) return { value: parsed.data }
  const lines = parsed.error.issues.map(({ path, message }) => `${String(path[0])}: ${describe(message)}`)
  return { problems: [...new Set(lines)] }
}

const describe = (message: string): string => (message.endsWith('received undefined') ? 'is missing' : message)
