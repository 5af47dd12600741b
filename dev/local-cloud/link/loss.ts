import type { Loss } from './conditions'

/** Decides which of the opened connections will break. */
export interface LossPicker {
  /** Called for each new connection; returns undefined if it will not break. */
  next(loss: Loss | undefined): Loss | undefined
}

/** @param random returns a number from 0, below 1 */
export function createLossPicker(random: () => number): LossPicker {
  let counted: Loss | undefined
  let picked = 0
  return {
    next(loss) {
      if (loss !== counted) picked = 0
      counted = loss
      if (!loss || picked >= (loss.times ?? Number.POSITIVE_INFINITY) || random() >= (loss.rate ?? 1)) return undefined
      picked += 1
      return loss
    },
  }
}
