import type { Lifecycle, Ports } from '../core/ports'
import { browserClock } from './clock'
import { type HeldFiles, heldFiles } from './held-files'
import { browserLifecycle } from './lifecycle'

/** The ports in the page's own script: those that tasks need at once. They read no files and use no network. */
export interface PagePorts extends Pick<Ports, 'clock' | 'lifecycle' | 'random'> {
  held: HeldFiles
}

/** @param keepAwake keeps the screen on: its code loads later, because nothing is sent before */
export const pagePorts = (keepAwake: Lifecycle['keepAwake']): PagePorts => ({
  held: heldFiles(),
  clock: browserClock,
  lifecycle: browserLifecycle(keepAwake),
  random: Math.random,
})
