/**
 * A backtracking matcher for the regular expressions of the table, which counts the characters that it looks at. It takes
 * the same ways in the same order as an engine that backtracks, so its count shows whether a head can make one slow.
 */
export interface CountingMatcher {
  /** Whether the text begins with a match. */
  matches(text: string): boolean
  /** Characters that were looked at since it was made. */
  visits(): number
}

type Rest = (at: number) => boolean

/** Matches at an index, then calls `rest` with the index behind the match, until one call is true. */
type Matcher = (text: string, at: number, rest: Rest) => boolean

export function countingMatcher(source: string): CountingMatcher {
  let visits = 0
  let position = 0
  const peek = (): string => source[position] ?? ''
  const take = (): string => source[position++] ?? ''

  /** One character of the text, tested by a real class. */
  const character = (form: RegExp): Matcher => {
    return (text, at, rest) => {
      if (at >= text.length) return false
      visits += 1
      return form.test(text[at] ?? '') && rest(at + 1)
    }
  }

  function parseClass(): RegExp {
    const from = position - 1
    while (peek() !== ']') if (take() === '\\') take()
    take()
    return new RegExp(source.slice(from, position), 's')
  }

  function parseAtom(): Matcher {
    const first = take()
    if (first === '(') {
      const group = parseChoice()
      if (take() !== ')') throw new Error(`expected ) in ${source}`)
      return group
    }
    if (first === '[') return character(parseClass())
    if (first === '\\') return character(new RegExp(`\\${take()}`, 's'))
    return character(first === '.' ? /./s : new RegExp(`[${/[\]\\^-]/.test(first) ? `\\${first}` : first}]`))
  }

  function parseQuantified(): Matcher {
    const atom = parseAtom()
    const [whole, kind = '', lazy = ''] = /^([?*+]|\{\d+(?:,\d+)?\})(\??)/.exec(source.slice(position)) ?? ['']
    if (!whole) return atom
    position += whole.length
    const [least = 0, most = least] = (/\d/.test(kind) ? kind.slice(1, -1).split(',') : []).map(Number)
    const range: Record<string, [number, number]> = { '?': [0, 1], '*': [0, Infinity], '+': [1, Infinity] }
    return repeated(atom, range[kind] ?? [least, most], lazy !== '')
  }

  function parseSequence(): Matcher {
    const parts: Matcher[] = []
    while (position < source.length && peek() !== '|' && peek() !== ')') parts.push(parseQuantified())
    return parts.reduceRight<Matcher>(
      (next, part) => (text, at, rest) => part(text, at, (end) => next(text, end, rest)),
      (_, at, rest) => rest(at),
    )
  }

  function parseChoice(): Matcher {
    const ways = [parseSequence()]
    while (peek() === '|') {
      take()
      ways.push(parseSequence())
    }
    return (text, at, rest) => ways.some((way) => way(text, at, rest))
  }

  const whole = parseChoice()
  if (position < source.length) throw new Error(`expected the end of ${source} at ${position}`)
  return { matches: (text) => whole(text, 0, () => true), visits: () => visits }
}

type Range = [least: number, most: number]

/** Keeps the ends of the repetitions in a list, because a call inside each call would be too deep. */
function repeated(atom: Matcher, [least, most]: Range, isLazy: boolean): Matcher {
  const isLonger = (text: string, ends: number[]): boolean => {
    const from = ends.at(-1) ?? 0
    return ends.length <= most && atom(text, from, (end) => end > from && ends.push(end) > 0)
  }
  const fewestFirst: Matcher = (text, at, rest) => {
    const ends = [at]
    do if (ends.length > least && rest(ends.at(-1) ?? at)) return true
    while (isLonger(text, ends))
    return false
  }
  const mostFirst: Matcher = (text, at, rest) => {
    const ends = [at]
    while (isLonger(text, ends));
    while (ends.length > least) if (rest(ends.pop() ?? at)) return true
    return false
  }
  return isLazy ? fewestFirst : mostFirst
}
