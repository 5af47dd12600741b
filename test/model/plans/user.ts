/** What the user of a phone does, and what befalls it. */
import type { UnfinishedUpload } from '../../../miniprogram/uploader/core/api'
import { type Followed, isEnd } from '../phone/observer'
import type { Phone } from '../phone/phone'
import type { VirtualClock } from '../virtual-clock'
import type { Act, Afterwards, Fate } from './plan'
import { indexOf, type UserFiles } from './user-files'

export interface User {
  perform(act: Act): void
  /** Begins the upload of a planned file, if the app is there. */
  upload(index: number): void
  /** Once more all that is not stored and not unwanted, whatever it was that failed. */
  sendWhatIsWanted(): void
  discardAll(): void
  /** Files whose upload the user did not want any more. */
  unwanted: ReadonlySet<number>
  kills(): number
  /** Something may not have been kept. */
  wasFull(): boolean
}

export function phoneUser(phone: Phone, files: UserFiles, clock: VirtualClock): User {
  const unwanted = new Set<number>()
  let kills = 0
  let wasFull = false

  const upload = (index: number): void => {
    if (phone.life().isAlive()) phone.upload(files.path(index), files.route(index))
  }
  const isTappable = ({ life, task }: Followed): boolean => life === phone.life() && !isEnd(task.state())
  const isStored = (index: number): boolean =>
    phone.uploads.some(
      ({ path, file, task }) =>
        indexOf(path) === index && file?.salt === files.latest(index).salt && task.state().phase === 'done',
    )

  /** A tap needs an app that is seen. */
  function tap(act: 'pause' | 'resume' | 'cancel', index: number): void {
    const followed = phone.uploads[index]
    if (!followed || !phone.life().isRunning() || !isTappable(followed)) return
    if (act === 'cancel') unwanted.add(indexOf(followed.path))
    followed.task[act]()
  }

  function tapAll(act: 'pauseAll' | 'resumeAll' | 'cancelAll'): void {
    if (!phone.life().isRunning()) return
    const running = phone.uploads.filter(isTappable)
    if (act === 'cancelAll') for (const { path } of running) unwanted.add(indexOf(path))
    phone.life().engine[act]()
  }

  function kill(downMs: number, then: Afterwards, fate: Fate): void {
    if (!phone.life().isAlive()) return
    kills += 1
    phone.kill()
    clock.after(downMs, () => {
      phone.start()
      files.befall(fate)
      void phone
        .life()
        .engine.unfinished()
        .then((left) => goOn(left, then))
    })
  }

  function goOn(left: readonly UnfinishedUpload[], then: Afterwards): void {
    if (then === 'upload again') for (let index = 0; index < files.count; index += 1) upload(index)
    if (then === 'discard') left.forEach(discard)
    if (then === 'resume' || then === 'resume twice') left.forEach(resume)
    // A finger that slips taps twice.
    if (then === 'resume twice') left.forEach(resume)
  }

  function resume(one: UnfinishedUpload): void {
    const path = files.path(indexOf(one.path))
    phone.resume(one, path === one.path ? undefined : path)
  }

  function discard({ id, path }: UnfinishedUpload): void {
    unwanted.add(indexOf(path))
    void phone.life().engine.discard(id)
  }

  function fill(ms: number): void {
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
    sendWhatIsWanted() {
      files.pickMissing()
      for (let index = 0; index < files.count; index += 1) {
        if (!unwanted.has(index) && !isStored(index)) upload(index)
      }
    },
    discardAll() {
      const { engine } = phone.life()
      void engine.unfinished().then((left) => left.forEach(({ id }) => void engine.discard(id)))
    },
    perform(act) {
      switch (act.do) {
        case 'pause':
        case 'resume':
        case 'cancel':
          return tap(act.do, act.file)
        case 'pauseAll':
        case 'resumeAll':
        case 'cancelAll':
          return tapAll(act.do)
        case 'hide':
          phone.life().hide()
          return void clock.after(act.ms, () => phone.life().show())
        case 'offline':
          phone.life().setOffline(true)
          return void clock.after(act.ms, () => phone.life().setOffline(false))
        case 'network':
          return phone.life().setNetwork(act.network)
        case 'clock':
          phone.disk.clockOffsetMs += act.ms
          return
        case 'storage full':
          return fill(act.ms)
        case 'kill':
          return kill(act.downMs, act.then, act.file)
      }
    },
  }
}
