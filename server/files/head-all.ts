import type { Fault } from '../faults/fault'
import { orRefusal } from '../reads/url-of'
import { atMost, CALLS_AT_ONCE } from './at-most'
import { type FileHead, type HeadContext, headFile } from './head-file'

interface Head {
  key: string
  /** Undefined if there is no such file. */
  outcome: FileHead | Fault | undefined
}

/** One outcome for each key, in order. A key that is given twice is asked once. @throws Fault that is worth a retry. */
export async function headAll(keys: readonly string[], context: HeadContext): Promise<Head[]> {
  const different = [...new Set(keys)]
  const outcomes = await atMost(CALLS_AT_ONCE, different, (key) => orRefusal(headFile(key, context)))
  const byKey = new Map(different.map((key, index) => [key, outcomes[index]]))
  return keys.map((key) => ({ key, outcome: byKey.get(key) }))
}
