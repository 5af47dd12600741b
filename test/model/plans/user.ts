/** Performs the actions of a plan: the user's taps, and what happens to the phone. */
import type { UnfinishedUpload } from '../../../miniprogram/uploader/core/api'
import { hasEnded, type ObservedUpload } from '../phone/observer'
import type { Phone } from '../phone/phone'
import type { VirtualClock } from '../virtual-clock'
import type { Action, AfterRestart, FileFate } from './plan'
import { indexOf, type UserFiles } from './user-files'

export interface User {
  perform(action: Action): void
  /** Begins the upload of a planned file, unless the app is down. */
  upload(index: number): void
  /** Uploads every file again that is wanted and not stored. */
  sendWanted(): void
  discardAll(): void
  /** The files whose upload the user has cancelled or discarded. */
  unwanted: ReadonlySet<number>
  kills(): number
  /** Whether the storage was full once, so that a checkpoint may be missing. */
  wasFull(): boolean
}

export function phoneUser(phone: Phone, files: UserFiles, clock: VirtualClock): User {
  const unwanted = new Set<number>()
  let kills = 0
  let wasFull = false

  const upload = (index: number): void => {
    if (phone.app().isAlive()) phone.upload(files.path(index), files.route(index))
  }
  const isTappable = ({ app, task }: ObservedUpload): boolean => app === phone.app() && !hasEnded(task.state())
  const isStored = (index: number): boolean =>
    phone.uploads.some(
      ({ path, file, task }) =>
        indexOf(path) === index && file?.salt === files.latest(index).salt && task.state().phase === 'done',
    )

  /** A user can only tap an app that is on the screen. */
  function tap(button: 'pause' | 'resume' | 'cancel', index: number): void {
    const upload = phone.uploads[index]
    if (!upload || !phone.app().isRunning() || !isTappable(upload)) return
    if (button === 'cancel') unwanted.add(indexOf(upload.path))
    upload.task[button]()
  }

  function tapAll(button: 'pauseAll' | 'resumeAll' | 'cancelAll'): void {
    if (!phone.app().isRunning()) return
    const running = phone.uploads.filter(isTappable)
    if (button === 'cancelAll') for (const { path } of running) unwanted.add(indexOf(path))
    phone.app().engine[button]()
  }

  function kill(downMs: number, afterRestart: AfterRestart, fate: FileFate): void {
    if (!phone.app().isAlive()) return
    kills += 1
    phone.kill()
    clock.after(downMs, () => {
      phone.start()
      files.applyFate(fate)
      void phone
        .app()
        .engine.unfinished()
        .then((left) => continueWith(left, afterRestart))
    })
  }

  function continueWith(left: readonly UnfinishedUpload[], afterRestart: AfterRestart): void {
    if (afterRestart === 'upload again') for (let index = 0; index < files.count; index += 1) upload(index)
    if (afterRestart === 'discard') left.forEach(discard)
    if (afterRestart === 'resume' || afterRestart === 'resume twice') left.forEach(resume)
    // The user taps twice by mistake.
    if (afterRestart === 'resume twice') left.forEach(resume)
  }

  function resume(unfinished: UnfinishedUpload): void {
    const path = files.path(indexOf(unfinished.path))
    phone.resume(unfinished, path === unfinished.path ? undefined : path)
  }

  function discard({ id, path }: UnfinishedUpload): void {
    unwanted.add(indexOf(path))
    void phone.app().engine.discard(id)
  }

  function fillStorage(ms: number): void {
    phone.disk.isFull = true
    wasFull = true
    clock.after(ms, () => {
      phone.disk.isFull = false
    })
  }

  return {
    upload,
    unwanted,
    kills: () => kills,
    wasFull: () => wasFull,
    sendWanted() {
      files.pickMissing()
      for (let index = 0; index < files.count; index += 1) {
        if (!unwanted.has(index) && !isStored(index)) upload(index)
      }
    },
    discardAll() {
      const { engine } = phone.app()
      void engine.unfinished().then((left) => left.forEach(({ id }) => void engine.discard(id)))
    },
    perform(action) {
      switch (action.do) {
        case 'pause':
        case 'resume':
        case 'cancel':
          return tap(action.do, action.file)
        case 'pauseAll':
        case 'resumeAll':
        case 'cancelAll':
          return tapAll(action.do)
        case 'hide':
          phone.app().hide()
          return void clock.after(action.ms, () => phone.app().show())
        case 'offline':
          phone.app().setOffline(true)
          return void clock.after(action.ms, () => phone.app().setOffline(false))
        case 'network':
          return phone.app().setNetwork(action.network)
        case 'clock':
          phone.disk.clockOffsetMs += action.ms
          return
        case 'storage full':
          return fillStorage(action.ms)
        case 'kill':
          return kill(action.downMs, action.afterRestart, action.files)
      }
    },
  }
}
