import type { Text } from '../../language'

/** One place where OSS and we signed something else. */
export interface Difference {
  /** Which line it is. */
  place: Text
  /** As OSS has it; '' when it has none. */
  theirs: string
  ours: string
  /** What is behind it as a rule. */
  cause: Text
}
