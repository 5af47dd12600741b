import { type Document, visit } from 'yaml'

/** One alias of a file that cannot be followed. */
export interface AliasProblem {
  /** Where it stands in the text. */
  offset: number
  message: string
}

/** The first alias that has no anchor before it, or that stands inside of what it repeats, and so would have no end. */
export function aliasProblem(document: Document): AliasProblem | undefined {
  let problem: AliasProblem | undefined
  visit(document, {
    Alias(_, alias, around) {
      const target = alias.resolve(document)
      const found = target === undefined ? noAnchor(alias.source) : around.includes(target) ? NO_END : undefined
      if (found === undefined) return undefined
      problem = { offset: alias.range?.[0] ?? 0, message: `*${alias.source}: ${found}` }
      return visit.BREAK
    },
  })
  return problem
}

const NO_END =
  'this alias stands inside of the value that it repeats, so it would have no end. For a schema that contains itself, ' +
  'write { $ref: "#" }'

/** `*` begins an alias in YAML, also where a family of media types was meant. */
const noAnchor = (name: string): string =>
  `no anchor &${name} stands before this alias${name.startsWith('/') ? ': write "*/*" in quotes' : ''}`
