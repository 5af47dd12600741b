import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Conditions } from '../../dev/local-cloud/link'

/** Addresses behind one link, and what stands there. They run in another process, so that they use none of the phone's time. */
export interface FarSide {
  /** This project's backend. */
  server: string
  /** Answers what the plain recipe asks for: a policy for any file of one user. */
  policy: string
  /** Speaks as much of COS's protocol as its SDK needs, and keeps nothing. It also takes bare POSTs. */
  cos: string
}

export interface RunningFarSide extends FarSide {
  /** How many whole files have been stored since the last call, by all of them together. */
  stored(size: number): Promise<number>
  close(): Promise<void>
}

export async function startFarSide(link: Partial<Conditions>): Promise<RunningFarSide> {
  const path = fileURLToPath(new URL('far-process.ts', import.meta.url))
  const child = fork(path, [JSON.stringify(link)], { execArgv: ['--import', 'tsx'] })
  const [addresses] = (await once(child, 'message')) as [FarSide]
  return {
    ...addresses,
    async stored(size) {
      child.send(size)
      const [count] = (await once(child, 'message')) as [number]
      return count
    },
    async close() {
      child.disconnect()
      await once(child, 'exit')
    },
  }
}
