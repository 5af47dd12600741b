import type { HttpFarEnd } from '../ports/far-end'
import type { PortsPage } from '../ports/ports-page'
import type { remotePorts } from '../ports/remote-ports'
import type { SeenLifecycle } from '../ports/seen-lifecycle'

/** A page with the browser's ports, and the server that they talk to. */
export interface Here extends PortsPage {
  farEnd: HttpFarEnd
  ports: Awaited<ReturnType<typeof remotePorts>>
  lifecycle: SeenLifecycle
}

/** Chromium compares whole seconds: a file that changes within the second it was picked in looks unchanged. */
export const nextSecond = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_050))
