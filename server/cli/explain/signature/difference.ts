import type { Text } from '../../terminal/language'

/** One place where OSS and the client signed different text. */
export interface Difference {
  place: Text
  /** The text of OSS; '' when OSS has nothing there. */
  theirs: string
  ours: string
  /** The usual cause, and how to fix it. */
  cause: Text
}
