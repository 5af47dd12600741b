export type { LinkClock } from './clock'
export type { Conditions, Loss } from './conditions'
export { parseConditions } from './parse-conditions'
export { type Link, type LinkAddress, type LinkOptions, type LinkStats, startLink } from './start-link'
