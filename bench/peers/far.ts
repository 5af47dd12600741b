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

/** What its process has done. */
export interface FarWork {
  /** Whole files that were stored, by all of them together. */
  stored: number
  /** CPU. */
  cpuMs: number
}

export interface FarOptions {
  link: Partial<Conditions>
  /** The round trip between the backend and OSS, ms. Default: they are side by side. */
  ossTrip?: number | undefined
}

export interface RunningFarSide extends FarSide {
  /** Since the last call. @param size of each file, bytes. */
  work(size: number): Promise<FarWork>
  close(): Promise<void>
}

export async function startFarSide(options: FarOptions): Promise<RunningFarSide> {
  const path = fileURLToPath(new URL('far-process.ts', import.meta.url))
  const child = fork(path, [JSON.stringify(options)], { execArgv: ['--import', 'tsx'] })
  const [addresses] = (await once(child, 'message')) as [FarSide]
  return {
    ...addresses,
    async work(size) {
      child.send(size)
      const [done] = (await once(child, 'message')) as [FarWork]
      return done
    },
    async close() {
      child.disconnect()
      await once(child, 'exit')
    },
  }
}
