/** Sends one file after the other, each until it is stored, whatever happens to the app meanwhile. */
import type { UnfinishedUpload } from '../../../miniprogram/uploader/core/api'
import { isOfFile, type PhoneFile } from '../phone/files'
import type { Followed } from '../phone/observer'
import type { Phone } from '../phone/phone'
import type { VirtualClock } from '../virtual-clock'
import type { World } from '../world'

export interface PatientUser {
  send(nth: number, file: PhoneFile): void
  /** The app is killed, and started again a little later. */
  kill(): void
  /** Files that were stored with their very bytes. */
  stored(): number
  /** How often an upload ended otherwise. */
  failures(): number
  kills(): number
  faults: readonly string[]
}

const PATIENCE_MS = 20_000
const DOWN_MS = 5_000
/** What has ended is forgotten now and then, so that memory tells of the product and not of its watcher. */
const FORGET_EVERY = 50

export function patientUser(phone: Phone, { cloud, confirmed }: World, clock: VirtualClock): PatientUser {
  const { store, data } = cloud.memory
  const wanted = new Set<string>()
  const faults: string[] = []
  let stored = 0
  let failures = 0
  let kills = 0

  const begin = (path: string): void => {
    if (phone.life().isAlive() && wanted.has(path)) follow(phone.upload(path, 'any'))
  }

  function follow(followed: Followed): void {
    const { path, life, task } = followed
    task.done.then(
      ({ key }) => {
        if (life === phone.life()) keep(followed, key)
      },
      () => {
        failures += 1
        clock.after(PATIENCE_MS, () => begin(path))
      },
    )
  }

  /** Compares, and makes room for the next. */
  function keep({ path, file }: Followed, key: string): void {
    const record = store.list().find((one) => one.key === key)
    const isRight = record && file && record.size === file.size && isOfFile(file, 0, data.pieces(record.data))
    if (!isRight) faults.push(`${path} is not what is stored`)
    wanted.delete(path)
    phone.disk.files.delete(path)
    confirmed.delete(key)
    void store.remove(key)
    stored += 1
    if (stored % FORGET_EVERY === 0) phone.forgetEnded()
  }

  function goOn(left: readonly UnfinishedUpload[]): void {
    const goingOn = new Set<string>()
    for (const one of left) {
      if (!wanted.has(one.path) || goingOn.has(one.path)) void phone.life().engine.discard(one.id)
      else follow(phone.resume(one))
      goingOn.add(one.path)
    }
    for (const path of wanted) if (!goingOn.has(path)) begin(path)
  }

  return {
    faults,
    send(nth, file) {
      const path = `${nth}`
      wanted.add(path)
      phone.put(path, file)
      begin(path)
    },
    kill() {
      if (!phone.life().isAlive()) return
      kills += 1
      phone.kill()
      clock.after(DOWN_MS, () => {
        phone.start()
        void phone.life().engine.unfinished().then(goOn)
      })
    },
    stored: () => stored,
    failures: () => failures,
    kills: () => kills,
  }
}
