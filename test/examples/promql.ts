import { parser } from '@prometheus-io/lezer-promql'

export interface Selector {
  metric: string
  matchers: { label: string; operator: string; value: string }[]
}

type SyntaxNode = ReturnType<typeof parser.parse>['topNode']

/** What an expression asks of Prometheus. */
export interface Query {
  selectors: Selector[]
  /** The labels of each `by (…)`. */
  grouping: string[]
}

/** Parses PromQL with the grammar of Prometheus's own editor. @throws Error if it is not valid. */
export function parsePromql(text: string): Query {
  const query: Query = { selectors: [], grouping: [] }
  parser.parse(text).iterate({
    enter({ type, node, from }) {
      if (type.isError) throw new Error(`not PromQL at ${from}: ${text}`)
      if (type.name === 'VectorSelector') query.selectors.push(selectorOf(node, text))
      if (type.name === 'GroupingLabels') query.grouping.push(...textsOf(node, 'LabelName', text))
    },
  })
  return query
}

function selectorOf(node: SyntaxNode, text: string): Selector {
  const matchers = (node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? []).map((matcher) => {
    const [label = ''] = textsOf(matcher, 'LabelName', text)
    const [operator = ''] = textsOf(matcher, 'MatchOp', text)
    const [value = ''] = textsOf(matcher, 'StringLiteral', text)
    return { label, operator, value: value.slice(1, -1) }
  })
  return { metric: textsOf(node, 'Identifier', text)[0] ?? '', matchers }
}

const textsOf = (node: SyntaxNode, name: string, text: string): string[] =>
  node.getChildren(name).map(({ from, to }) => text.slice(from, to))
