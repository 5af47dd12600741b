import type { BackendTraits } from '../cloud/open-backend'
import {
  OUTAGE_FAULTS,
  type OutageKind,
  type PlannedFault,
  requestFaults,
  type Target,
} from '../network/request-faults'
import type { AppTraits } from '../phone/app'
import type { ObservedUpload } from '../phone/observer'
import { openPhone, type Phone } from '../phone/phone'
import type { ReadFault } from '../phone/ports'
import { type VirtualClock, virtualClock } from '../virtual-clock'
import { openWorld, type World } from '../world'

export interface Simulation {
  clock: VirtualClock
  world: World
  phone: Phone
  /** Puts a file of random bytes on the phone. */
  putFile(path: string, size: number, salt?: number): void
  /** Runs for so much virtual time. */
  advance(ms: number): Promise<void>
  /** Runs until nothing happens any more. */
  runToEnd(): Promise<void>
  /** Runs until the promise is settled. */
  settle<T>(promise: Promise<T>): Promise<T>
  /** How many requests of an operation have reached OSS. */
  ossRequests(operation: string): number
  /** How many requests the phone has sent to a path of the backend. */
  backendRequests(path: string): number
  ossContents(): OssContents
}

export interface OssContents {
  uploads: number
  parts: number
  /** Objects at final keys. */
  stored: number
  /** Objects at pending keys that have bytes. An empty mark may stay, for the lifecycle rule. */
  pending: number
}

export const EMPTY_OSS: OssContents = { uploads: 0, parts: 0, stored: 0, pending: 0 }

export interface SimulationOptions extends Partial<BackendTraits> {
  app?: Partial<AppTraits>
  requestFaults?: PlannedFault[]
  hidesModified?: boolean
  readFault?: () => ReadFault
  /** How requests to a server fail at this moment. */
  outage?: (target: Target) => OutageKind | undefined
  bytesPerSecond?: number
}

const MB = 1024 ** 2

/** One phone and its world, driven step by step. Without options nothing fails, and parts have 1 MB. */
export function openSimulation({
  app,
  requestFaults: planned = [],
  hidesModified = false,
  readFault = () => undefined,
  outage = () => undefined,
  bytesPerSecond = MB,
  ...backend
}: SimulationOptions = {}): Simulation {
  const clock = virtualClock(Date.UTC(2026, 0, 2, 3, 4, 5))
  const traits = { callback: true, partLengthSigned: true, sessionLifeMs: 7_200_000, credentialLifeMs: 3_600_000 }
  const world = openWorld({ ...traits, ...backend, clock, seed: 1 })
  const urls: string[] = []
  const faults = requestFaults(planned)
  const server: World['server'] = (url) => {
    urls.push(url)
    return world.server(url)
  }
  const phone = openPhone(
    { ...world, server },
    {
      seed: 2,
      app: {
        network: { type: '3g', weak: false },
        onReturn: 'show-first',
        progressDelayMs: 0,
        options: { multipartThreshold: MB },
        ...app,
      },
      wire: { latencyMs: 20, bytesPerSecond },
      hidesModified,
      requestFault(target) {
        const away = outage(target)
        return faults.next(target) ?? (away && OUTAGE_FAULTS[away](target))
      },
      readFault,
      onStep() {},
    },
  )
  return {
    clock,
    world,
    phone,
    putFile: (path, size, salt = size) => phone.putFile(path, { size, kind: 'mp4', salt, modified: 1 }),
    async advance(ms) {
      let isOver = false
      clock.after(ms, () => {
        isOver = true
      })
      await clock.run(() => isOver)
    },
    runToEnd: () => clock.run(() => false),
    async settle<T>(promise: Promise<T>) {
      let isSettled = false
      void promise.finally(() => {
        isSettled = true
      })
      await clock.run(() => isSettled)
      return promise
    },
    backendRequests: (path) => urls.filter((url) => url.endsWith(path)).length,
    ossRequests: (operation) => world.cloud.journal.count({ operation }),
    ossContents: () => contentsOf(world),
  }
}

function contentsOf({ cloud }: World): OssContents {
  const { store, uploads } = cloud.memory
  const isPending = ({ key }: { key: string }): boolean => key.includes('/pending/')
  return {
    uploads: uploads.list().length,
    parts: uploads.list().reduce((sum, { uploadId }) => sum + uploads.parts(uploadId).length, 0),
    stored: store.list().filter((record) => !isPending(record)).length,
    pending: store.list().filter((record) => isPending(record) && record.size > 0).length,
  }
}

/** The phase in which an upload has ended, or the error code with which it failed. */
export function endOf({ task }: ObservedUpload): string {
  const state = task.state()
  return state.phase === 'failed' ? state.error.code : state.phase
}
