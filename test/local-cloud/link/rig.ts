import type { Socket } from 'node:net'
import { type Link, type LinkOptions, startLink } from '../../../dev/local-cloud/link'
import { type Client, dial, startTarget, type Target } from './ends'
import { createVirtualClock, type VirtualClock } from './virtual-clock'

export interface Rig {
  link: Link
  target: Target
  clock: VirtualClock
  client(): Client
}

interface RigOptions extends Partial<LinkOptions> {
  serve?: (socket: Socket) => void
  /** The target never reads. */
  deaf?: boolean
}

/** Runs `run` with a target behind a link on a virtual clock. */
export async function withRig({ serve, deaf, ...options }: RigOptions, run: (rig: Rig) => Promise<void>) {
  const clock = createVirtualClock()
  const target = await startTarget(serve, deaf)
  const link = await startLink({ target: target.url, clock, ...options })
  const clients: Client[] = []
  const client = (): Client => {
    const opened = dial(link.port)
    clients.push(opened)
    return opened
  }
  try {
    await run({ link, target, clock, client })
  } finally {
    for (const { socket } of clients) socket.destroy()
    await link.close()
    await target.close()
  }
}

export const echo = (socket: Socket): void => {
  socket.pipe(socket)
}
