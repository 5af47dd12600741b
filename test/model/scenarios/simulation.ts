import type { BackendTraits } from '../cloud/open-backend'
import { type AimedStrike, strikesOf } from '../network/request-faults'
import type { LifeTraits } from '../phone/app'
import { openPhone, type Phone } from '../phone/phone'
import type { ReadFault } from '../phone/ports'
import { type VirtualClock, virtualClock } from '../virtual-clock'
import { openWorld, type World } from '../world'

export interface Scene {
  clock: VirtualClock
  world: World
  phone: Phone
  /** Puts a file of noise on the phone. */
  file(path: string, size: number, salt?: number): void
  /** Until so much time has passed. */
  pass(ms: number): Promise<void>
  /** Until nothing happens any more. */
  toEnd(): Promise<void>
  /** Of a promise that ends without more ado. */
  got<T>(promise: Promise<T>): Promise<T>
  /** Requests of an operation that reached OSS. */
  asked(operation: string): number
  /** Requests that the phone made to a path of the backend. */
  called(path: string): number
  /** What OSS holds in parts, and at final and pending keys. */
  held(): { uploads: number; parts: number; stored: number; pending: number }
}

export interface SceneOptions extends Partial<BackendTraits> {
  life?: Partial<LifeTraits>
  strikes?: AimedStrike[]
  hidesModified?: boolean
  readFault?: () => ReadFault
}

const MB = 1024 ** 2

/** One phone and its world, in which what happens is said step by step. By default all is well, and parts have 1 MB. */
export function openScene({
  life,
  strikes = [],
  hidesModified = false,
  readFault,
  ...backend
}: SceneOptions = {}): Scene {
  const clock = virtualClock(Date.UTC(2026, 0, 2, 3, 4, 5))
  const traits = { callback: true, partLengthSigned: true, sessionLifeMs: 7_200_000, credentialLifeMs: 3_600_000 }
  const world = openWorld({ ...traits, ...backend, clock, seed: 1 })
  const urls: string[] = []
  const server: World['server'] = (url) => {
    urls.push(url)
    return world.server(url)
  }
  const phone = openPhone(
    { ...world, server },
    {
      seed: 2,
      life: {
        network: { type: '3g', weak: false },
        onReturn: 'show-first',
        progressDelayMs: 0,
        options: { multipartThreshold: MB },
        ...life,
      },
      wire: { latencyMs: 20, bytesPerSecond: MB },
      hidesModified,
      strike: strikesOf(strikes).take,
      readFault: readFault ?? (() => undefined),
      onStep() {},
    },
  )
  const { store, uploads } = world.cloud.memory
  return {
    clock,
    world,
    phone,
    file: (path, size, salt = size) => phone.put(path, { size, kind: 'mp4', salt, modified: 1 }),
    async pass(ms) {
      let hasPassed = false
      clock.after(ms, () => {
        hasPassed = true
      })
      await clock.run(() => hasPassed)
    },
    toEnd: () => clock.run(() => false),
    async got<T>(promise: Promise<T>) {
      let isThere = false
      void promise.finally(() => {
        isThere = true
      })
      await clock.run(() => isThere)
      return promise
    },
    called: (path) => urls.filter((url) => url.endsWith(path)).length,
    asked: (operation) => world.cloud.journal.count({ operation }),
    held() {
      const pending = store.list().filter(({ key }) => key.includes('/pending/')).length
      return {
        uploads: uploads.list().length,
        parts: uploads.list().reduce((sum, { uploadId }) => sum + uploads.parts(uploadId).length, 0),
        stored: store.list().length - pending,
        pending,
      }
    },
  }
}
