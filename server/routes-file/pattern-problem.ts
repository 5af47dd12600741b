import { isSafePattern } from 'redos-detector'

/** Ways in which one input may be tried. The input itself is bounded by the longest body that the backend reads. */
const MOST_BACKTRACKS = 200

/**
 * What is wrong with a regular expression. One that tries an input in many ways blocks the backend for all users while
 * it judges what a single client sends. https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS
 */
export function patternProblem(pattern: string): string | undefined {
  try {
    new RegExp(pattern)
    // Steps instead of a time limit, so that a busy machine refuses the same patterns.
    const { safe } = isSafePattern(pattern, { maxScore: MOST_BACKTRACKS, maxSteps: 1000, timeout: Infinity })
    return safe ? undefined : TOO_SLOW
  } catch (error) {
    return `expected a regular expression: ${(error as Error).message.split('\n')[0]}`
  }
}

const TOO_SLOW =
  'this regular expression could block the backend, because it can try one input in very many ways: ' +
  'begin it with ^, end it with $, and let no two repetitions beside or inside each other match the same characters'
