import type { UnfinishedUpload, UploadState, UploadTask } from '../../../miniprogram/uploader/core/api'
import type { Strike, Target } from '../network/request-faults'
import type { WireTraits } from '../network/wire'
import { seededRandom } from '../seeded-random'
import type { World } from '../world'
import { type Life, type LifeTraits, startLife } from './app'
import type { PhoneFile } from './files'
import { type Followed, type Observer, observe } from './observer'
import type { Disk, ReadFault } from './ports'

export interface PhoneOptions {
  seed: number
  life: LifeTraits
  wire: WireTraits
  hidesModified: boolean
  strike(target: Target): Strike | undefined
  readFault(): ReadFault
  onStep(): void
}

/** A phone, with one run of the app after the other. */
export interface Phone {
  disk: Disk
  observer: Observer
  /** Of all lives, in the order they began. */
  uploads: readonly Followed[]
  /** The present one. */
  life(): Life
  /** The app is killed. */
  kill(): void
  /** The app is started again. */
  start(): void
  put(path: string, file: PhoneFile): void
  upload(path: string, route: string): Followed
  /** @param picked the file, picked again. */
  resume(unfinished: UnfinishedUpload, picked?: string): Followed
  /** Forgets uploads that have ended or whose app was killed, as long runs do. */
  forgetEnded(): void
}

export function openPhone(world: World, options: PhoneOptions): Phone {
  const { clock } = world
  const random = seededRandom(options.seed)
  const files = new Map<string, PhoneFile>()
  const disk: Disk = {
    files,
    store: new Map(),
    user: 'user',
    clockOffsetMs: 0,
    isFull: false,
    hidesModified: options.hidesModified,
  }
  /** What was there once: what OSS holds may be of it. */
  const everyFile = new Set<PhoneFile>()
  const observer = observe(world, () => everyFile)
  let uploads: Followed[] = []
  const begin = (): Life =>
    startLife({
      clock,
      disk,
      random: random.next,
      life: options.life,
      traits: options.wire,
      server: world.server,
      strike: options.strike,
      readFault: options.readFault,
      onStep: options.onStep,
      onRequest: observer.onRequest,
      onAnswer: observer.onAnswer,
    })
  let life = begin()

  const follow = (path: string, start: (onState: (state: UploadState) => void) => UploadTask): Followed => {
    const followed = observer.follow({ path, file: files.get(path), life }, start)
    uploads.push(followed)
    return followed
  }
  return {
    disk,
    observer,
    get uploads() {
      return uploads
    },
    life: () => life,
    kill: () => life.kill(),
    start() {
      life = begin()
    },
    put(path, file) {
      files.set(path, file)
      everyFile.add(file)
    },
    upload: (path, route) => follow(path, (onState) => life.engine.upload({ path, name: path }, { route, onState })),
    resume: ({ id, path }, picked) =>
      follow(picked ?? path, (onState) =>
        life.engine.resume(id, { onState, ...(picked === undefined ? {} : { file: picked }) }),
      ),
    forgetEnded() {
      uploads = uploads.filter(({ settled, life: own }) => settled === 0 && own === life)
      observer.forgetEnded()
      const kept = new Set(files.values())
      for (const file of everyFile) if (!kept.has(file)) everyFile.delete(file)
    },
  }
}
