import type * as z from 'zod'

export type Environment = Readonly<Record<string, string | undefined>>

/** The value of one part of the environment, or one line for each problem: `NAME: expected …`. */
export type Parsed<Value> = { value: Value } | { problems: string[] }

/** Trims every value, because pasted values bring spaces and line ends. An empty value counts as absent. */
export function parseEnvironment<Schema extends z.ZodObject>(
  environment: Environment,
  schema: Schema,
): Parsed<z.output<Schema>> {
  const trimmed = Object.entries(environment).map(([name, value]) => [name, value?.trim()] as const)
  const known = Object.fromEntries(trimmed.filter(([, value]) => value))
  // Zod would first compile a parser for a schema that is used once.
  const parsed = schema.safeParse(known, { jitless: true })
  const quoted = Object.keys(schema.def.shape).filter((name) => isQuoted(known[name]))
  if (parsed.success && quoted.length === 0) return { value: parsed.data }
  const issues = parsed.error?.issues.filter(({ path }) => !quoted.includes(String(path[0]))) ?? []
  const lines = issues.map(({ path, message }) => `${String(path[0])}: ${describe(message)}`)
  return { problems: [...new Set([...quoted.map((name) => `${name}: ${QUOTED}`), ...lines])] }
}

/** `docker run --env-file` keeps the quotes of `NAME="value"`, which a shell removes. */
const isQuoted = (value: string | undefined): boolean => /^(".*"|'.*')$/s.test(value ?? '')

const QUOTED = 'expected a value without quotes around it; docker --env-file keeps them'

const describe = (message: string): string => (message.endsWith('received undefined') ? 'is missing' : message)

/** The error that names every problem, one line each. */
export const incomplete = (problems: readonly string[]): Error =>
  new Error(['The configuration is not complete:', ...problems.map((problem) => `  ${problem}`)].join('\n'))
