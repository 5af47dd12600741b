/** Keywords whose schemas judge the same value as the schema around them. */
const SAME_VALUE = ['allOf', 'anyOf', 'oneOf'] as const

type Node = Readonly<Record<string, unknown>>

/**
 * The first `$ref` of a JSON Schema that leads back to itself while it judges the same value, so that no input could
 * ever be judged. A tree is no such case: there each step judges a smaller value.
 * https://json-schema.org/draft/2020-12/json-schema-core#section-9.4.1
 */
export function endlessReference(root: unknown): string | undefined {
  const done = new Set<unknown>()

  const judge = (schema: unknown, open: readonly unknown[], by: string): string | undefined => {
    if (open.includes(schema)) return by
    if (!isNode(schema) || done.has(schema)) return undefined
    const path = [...open, schema]
    const { $ref } = schema
    const target = typeof $ref === 'string' ? targetOf($ref, root) : undefined
    const others = SAME_VALUE.flatMap((name) => (Array.isArray(schema[name]) ? schema[name] : []))
    const found = judge(target, path, String($ref)) ?? first(others, (other) => judge(other, path, by))
    done.add(schema)
    return found
  }
  return first(nodesOf(root), (schema) => judge(schema, [], ''))
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

/** `#/$defs/album`: names and indexes from the root. */
function targetOf(reference: string, root: unknown): unknown {
  const names = reference.split('/').slice(1)
  return names.reduce((node: unknown, name) => {
    const key = name.replaceAll('~1', '/').replaceAll('~0', '~')
    return isNode(node) && Object.hasOwn(node, key) ? node[key] : undefined
  }, root)
}

function nodesOf(value: unknown): Node[] {
  return isNode(value) ? [value, ...Object.values(value).flatMap(nodesOf)] : []
}

function first<T>(values: readonly T[], find: (value: T) => string | undefined): string | undefined {
  for (const value of values) {
    const found = find(value)
    if (found !== undefined) return found
  }
  return undefined
}
