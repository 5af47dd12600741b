/** RAM policies: https://www.alibabacloud.com/help/en/ram/user-guide/policy-structure-and-syntax */
export interface Statement {
  effect: 'Allow' | 'Deny'
  actions: Patterns
  resources: Patterns
  /** Operator → condition key → values. */
  conditions: Record<string, Record<string, string[]>>
}

/** `except` is true for NotAction and NotResource. */
export interface Patterns {
  except: boolean
  patterns: string[]
}

/** Undefined if the text is not a policy: STS then answers `InvalidParameter.PolicyGrammar`. */
export function parsePolicyDocument(text: string): Statement[] | undefined {
  const document = parseJson(text)
  if (!isRecord(document) || document.Version !== '1' || !Array.isArray(document.Statement)) return undefined
  const statements = document.Statement.map(parseStatement)
  return statements.length > 0 && statements.every((statement) => statement !== undefined) ? statements : undefined
}

const KNOWN = ['Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']

function parseStatement(value: unknown): Statement | undefined {
  if (!isRecord(value) || Object.keys(value).some((name) => !KNOWN.includes(name))) return undefined
  const actions = parsePatterns(value.Action, value.NotAction)
  const resources = parsePatterns(value.Resource, value.NotResource)
  const conditions = parseConditions(value.Condition ?? {})
  if (value.Effect !== 'Allow' && value.Effect !== 'Deny') return undefined
  return actions && resources && conditions && { effect: value.Effect, actions, resources, conditions }
}

function parsePatterns(wanted: unknown, unwanted: unknown): Patterns | undefined {
  if ((wanted === undefined) === (unwanted === undefined)) return undefined
  const patterns = strings(wanted ?? unwanted)
  return patterns && { except: wanted === undefined, patterns }
}

function parseConditions(value: unknown): Statement['conditions'] | undefined {
  if (!isRecord(value)) return undefined
  const conditions: Statement['conditions'] = {}
  for (const [operator, keys] of Object.entries(value)) {
    if (!isRecord(keys)) return undefined
    const parsed: Record<string, string[]> = {}
    for (const [key, values] of Object.entries(keys)) {
      const list = strings(Array.isArray(values) ? values.map(textOf) : textOf(values))
      if (!list) return undefined
      parsed[key] = list
    }
    conditions[operator] = parsed
  }
  return conditions
}

/** Booleans and numbers in conditions may be written without quotes. */
const textOf = (value: unknown): unknown =>
  typeof value === 'boolean' || typeof value === 'number' ? String(value) : value

function strings(value: unknown): string[] | undefined {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.length > 0 && list.every((item) => typeof item === 'string') ? list : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
