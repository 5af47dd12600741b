import type { Ports } from '../core/ports'
import { browserClock } from './clock'
import { type HeldFiles, heldFiles } from './held-files'
import { browserLifecycle } from './lifecycle'

/** What is there from the page's first moment: nothing that reads, asks or sends. */
export interface PagePorts extends Pick<Ports, 'clock' | 'lifecycle' | 'random'> {
  held: HeldFiles
}

export const pagePorts = (): PagePorts => ({
  held: heldFiles(),
  clock: browserClock,
  lifecycle: browserLifecycle(),
  random: Math.random,
})
