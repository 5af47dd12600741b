import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Conditions } from '../../dev/local-cloud/link'

/** The phone's requests, counted by the servers. */
export interface Requests {
  backend: number
  oss: number
}

/**
 * The servers of a phone over one link: the backend, OSS, and a server for the raw POSTs that the results are compared
 * with. They run in another process (`far-side-process.ts`), so that they use none of the phone's time.
 */
export interface FarSide {
  /** The backend's address. */
  server: string
  /** A server that discards every body and answers an empty 200. */
  sink: string
  /** The requests since the last call. */
  requests(): Promise<Requests>
  close(): Promise<void>
}

/** @param link default: no link */
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
