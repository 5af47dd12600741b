import { fileURLToPath } from 'node:url'
import type { PageLink } from '../local-cloud'
import { USUAL_PORTS } from '../stack/ports'
import type { Stack } from '../stack/stack'
import { buildShell } from './build/build-preview'
import { buildRepeatedly } from './build/build-repeatedly'
import type { BackendLog } from './server/backend-log'
import { createEventStream } from './server/event-stream'
import { createFaultSwitches } from './server/fault-switches'
import { listen, type Site } from './server/serve'
import { createLinkEnd } from './server/slow-link'
import { watchRequests } from './server/watch-requests'
import { type CloudSwitch, type Hosts, PATHS } from './wire'

export interface PreviewOptions {
  stack: Stack
  /** The log that the stack's backend writes to. */
  backendLog: BackendLog
  /** Default 0: any free port. */
  port?: number
  /** The pages that this one links to; read at each request. Default: none. */
  pages?: () => readonly PageLink[]
  /** Called with the switches that are on, whenever that changes. */
  onSwitches?: (on: CloudSwitch[]) => void
  /** The mini-program's root. Default: `miniprogram/` of this repository. */
  root?: string
}

/** The mini-program in a browser, with a running stack. */
export interface Preview {
  url: string
  close(): Promise<void>
}

const MINI_PROGRAM = fileURLToPath(new URL('../../miniprogram', import.meta.url))

/** Starts even if the mini-program cannot be built: the page shows the faults, and a change triggers a new build. */
export async function startPreview({
  stack,
  backendLog,
  port = 0,
  pages = () => [],
  onSwitches = () => {},
  root = MINI_PROGRAM,
}: PreviewOptions): Promise<Preview> {
  const switches = createFaultSwitches(stack.cloud.faults, (on) => {
    events.send({ kind: 'switches', on })
    onSwitches(on)
  })
  // Nobody could see the switches any more, and the next upload would fail for no visible reason.
  const events = createEventStream(switches.reset)
  const visitors = new Set<string>()
  const shell = await buildShell()
  const phone = await buildRepeatedly(root, events.send)
  const site: Site = {
    assets: () => new Map([...shell, ...phone.assets()]),
    hosts: hostsOf(stack),
    pages,
    backendUrl: stack.url,
    events,
    greeting: () => [{ kind: 'switches', on: switches.on() }, ...phone.faults()],
    switches,
    link: createLinkEnd((url) => linkAddress(url, stack)),
    onVisitor: (userAgent) => void visitors.add(userAgent),
  }
  const { journal, faults } = stack.cloud
  const stopWatching = watchRequests(
    {
      journal,
      backendLog,
      now: () => Date.now() + faults.clockShift,
      isOwnAgent: (userAgent) => visitors.has(userAgent),
    },
    (note) => events.send({ kind: 'request', note }),
  )
  const { server, url } = await listen(port, site)
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      phone.stop()
      stopWatching()
      events.close()
      site.link.close()
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url, close }
}

/** The mini-program names the backend's usual address. This backend may have another one, and neither has CORS for the page. */
const hostsOf = ({ url }: Stack): Hosts => ({
  [`http://localhost:${USUAL_PORTS.backend}`]: PATHS.backend,
  [url]: PATHS.backend,
})

/** The slow link leads only to the bucket and the backend. */
function linkAddress(url: string, { url: backend, cloud }: Stack): string | undefined {
  const { origin, pathname, search } = new URL(url)
  if (origin === cloud.ossUrl || origin === cloud.link?.url) return url
  return pathname.startsWith(`${PATHS.backend}/`) ? backend + pathname.slice(PATHS.backend.length) + search : undefined
}
