import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Conditions } from '../dev/local-cloud/link'

/** Of the phone, as the servers saw them. */
export interface Requests {
  backend: number
  oss: number
}

/**
 * What a phone talks to: the backend, OSS, and a server for the raw POSTs that everything is compared with, all of them
 * over one link. A process of its own (`far-side-process.ts`), so that it takes none of the phone's time.
 */
export interface FarSide {
  /** The backend's address. */
  server: string
  /** Whatever is sent there disappears, and the answer is an empty 200. */
  sink: string
  /** Since the last time. */
  requests(): Promise<Requests>
  close(): Promise<void>
}

/** @param link directly without it. */
export async function startFarSide(link?: Partial<Conditions>): Promise<FarSide> {
  const path = fileURLToPath(new URL('far-side-process.ts', import.meta.url))
  const child = fork(path, link ? [JSON.stringify(link)] : [], { execArgv: ['--import', 'tsx'] })
  const [{ server, sink }] = (await once(child, 'message')) as [{ server: string; sink: string }]
  return {
    server,
    sink,
    async requests() {
      child.send('requests')
      const [requests] = (await once(child, 'message')) as [Requests]
      return requests
    },
    async close() {
      child.disconnect()
      await once(child, 'exit')
    },
  }
}
