import type { WhenNames } from '../when-words'

/** `in a moment`, `in 5 min`. */
export const EN_WHEN: WhenNames = {
  vague: 'in a moment',
  seconds: (count) => `in ${count} s`,
  minutes: (count) => `in ${count} min`,
  hours: (count) => `in ${count} h`,
}
