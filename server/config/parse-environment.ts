import type { z } from 'zod'

export type Environment = Readonly<Record<string, string | undefined>>

/** The value of one part of the environment, or one line for each problem: `NAME: expected …`. */
export type Parsed<Value> = { value: Value } | { problems: string[] }

/** Trims every value, because pasted values bring spaces and line ends. An empty value counts as absent. */
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

/** The error that names every problem, one line each. */
export const incomplete = (problems: readonly string[]): Error =>
  new Error(['The configuration is not complete:', ...problems.map((problem) => `  ${problem}`)].join('\n'))
