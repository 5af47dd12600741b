import type { Loss } from './conditions'

/** Decides which of the connections that are opened will break. */
export interface Fates {
  next(loss: Loss | undefined): Loss | undefined
}

/** `random`: from 0, below 1. */
export function createFates(random: () => number): Fates {
  let counted: Loss | undefined
  let met = 0
  return {
    next(loss) {
      if (loss !== counted) met = 0
      counted = loss
      if (!loss || met >= (loss.times ?? Number.POSITIVE_INFINITY) || random() >= (loss.rate ?? 1)) return undefined
      met += 1
      return loss
    },
  }
}
