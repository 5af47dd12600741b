import type { UnfinishedUpload, UploadState, UploadTask } from '../../../miniprogram/uploader/core/api'
import type { RequestFault, Target } from '../network/request-faults'
import type { WireTraits } from '../network/wire'
import { seededRandom } from '../seeded-random'
import type { World } from '../world'
import { type App, type AppTraits, startApp } from './app'
import type { PhoneFile } from './files'
import { createObserver, type ObservedUpload, type Observer } from './observer'
import type { Disk, ReadFault } from './ports'

export interface PhoneOptions {
  seed: number
  app: AppTraits
  wire: WireTraits
  hidesModified: boolean
  requestFault(target: Target): RequestFault | undefined
  readFault(): ReadFault
  onStep(): void
}

/** A phone, on which the app is started and killed. */
export interface Phone {
  disk: Disk
  observer: Observer
  /** The uploads of all runs of the app, in the order they began. */
  uploads: readonly ObservedUpload[]
  /** The present run. */
  app(): App
  /** Kills the app. */
  kill(): void
  /** Starts the app again. */
  start(): void
  putFile(path: string, file: PhoneFile): void
  upload(path: string, route: string): ObservedUpload
  /** @param picked the path of the file if the user picked it again. */
  resume(unfinished: UnfinishedUpload, picked?: string): ObservedUpload
  /** Forgets uploads that have ended or whose app was killed, so that a long run needs no more memory. */
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
  /** Deleted files stay in this set, because OSS may hold parts of them. */
  const everyFile = new Set<PhoneFile>()
  const observer = createObserver(world, () => everyFile)
  let uploads: ObservedUpload[] = []
  const start = (): App =>
    startApp({
      clock,
      disk,
      random: random.next,
      traits: options.app,
      wire: options.wire,
      server: world.server,
      requestFault: options.requestFault,
      readFault: options.readFault,
      onStep: options.onStep,
      onRequest: observer.onRequest,
      onAnswer: observer.onAnswer,
    })
  let app = start()

  const observe = (path: string, begin: (onState: (state: UploadState) => void) => UploadTask): ObservedUpload => {
    const observed = observer.observe({ path, file: files.get(path), app }, begin)
    uploads.push(observed)
    return observed
  }
  return {
    disk,
    observer,
    get uploads() {
      return uploads
    },
    app: () => app,
    kill: () => app.kill(),
    start() {
      app = start()
    },
    putFile(path, file) {
      files.set(path, file)
      everyFile.add(file)
    },
    upload: (path, route) => observe(path, (onState) => app.engine.upload({ path, name: path }, { route, onState })),
    resume: ({ id, path }, picked) =>
      observe(picked ?? path, (onState) =>
        app.engine.resume(id, { onState, ...(picked === undefined ? {} : { file: picked }) }),
      ),
    forgetEnded() {
      uploads = uploads.filter(({ settled, app: own }) => settled === 0 && own === app)
      observer.forgetEnded()
      const kept = new Set(files.values())
      for (const file of everyFile) if (!kept.has(file)) everyFile.delete(file)
    },
  }
}
