/** Uploads files until each one is stored: after a failure, and after the app was killed, the user tries again. */
import type { UnfinishedUpload } from '../../../miniprogram/uploader/core/api'
import { matchesFile, type PhoneFile } from '../phone/files'
import type { ObservedUpload } from '../phone/observer'
import type { Phone } from '../phone/phone'
import type { VirtualClock } from '../virtual-clock'
import type { World } from '../world'

export interface RetryingUser {
  upload(nth: number, file: PhoneFile): void
  /** Kills the app, and starts it again a little later. */
  kill(): void
  /** How many files were stored, byte for byte. */
  stored(): number
  /** How many uploads failed. */
  failures(): number
  kills(): number
  violations: readonly string[]
}

const RETRY_AFTER_MS = 20_000
const RESTART_AFTER_MS = 5_000
/** The test forgets ended uploads now and then, so that the memory it measures is the product's, not its own. */
const FORGET_EVERY = 50

export function retryingUser(phone: Phone, { cloud, confirmed }: World, clock: VirtualClock): RetryingUser {
  const { store, data } = cloud.memory
  const wanted = new Set<string>()
  const violations: string[] = []
  let stored = 0
  let failures = 0
  let kills = 0

  const begin = (path: string): void => {
    if (phone.app().isAlive() && wanted.has(path)) retryUntilStored(phone.upload(path, 'any'))
  }

  function retryUntilStored(upload: ObservedUpload): void {
    const { path, app, task } = upload
    task.done.then(
      ({ key }) => {
        if (app === phone.app()) verifyAndDelete(upload, key)
      },
      () => {
        failures += 1
        clock.after(RETRY_AFTER_MS, () => begin(path))
      },
    )
  }

  /** Compares the object with the file, then deletes both to make room for the next one. */
  function verifyAndDelete({ path, file }: ObservedUpload, key: string): void {
    const record = store.list().find((one) => one.key === key)
    const isRight = record && file && record.size === file.size && matchesFile(file, 0, data.pieces(record.data))
    if (!isRight) violations.push(`${path} is stored with other bytes`)
    wanted.delete(path)
    phone.disk.files.delete(path)
    confirmed.delete(key)
    void store.remove(key)
    stored += 1
    if (stored % FORGET_EVERY === 0) phone.forgetEnded()
  }

  /** Resumes what is unfinished, and begins everything else again. */
  function continueAll(unfinished: readonly UnfinishedUpload[]): void {
    const resumed = new Set<string>()
    for (const one of unfinished) {
      if (!wanted.has(one.path) || resumed.has(one.path)) void phone.app().engine.discard(one.id)
      else retryUntilStored(phone.resume(one))
      resumed.add(one.path)
    }
    for (const path of wanted) if (!resumed.has(path)) begin(path)
  }

  return {
    violations,
    upload(nth, file) {
      const path = `${nth}`
      wanted.add(path)
      phone.putFile(path, file)
      begin(path)
    },
    kill() {
      if (!phone.app().isAlive()) return
      kills += 1
      phone.kill()
      clock.after(RESTART_AFTER_MS, () => {
        phone.start()
        void phone.app().engine.unfinished().then(continueAll)
      })
    },
    stored: () => stored,
    failures: () => failures,
    kills: () => kills,
  }
}
