/** A day on the virtual clock: one file after the other, and everything that goes wrong on a bad day. */
import { runLifecycle } from '../../../dev/local-cloud/lifecycle/run-lifecycle'
import { openPhone } from '../phone/phone'
import { type VirtualClock, virtualClock } from '../virtual-clock'
import { openWorld, type World } from '../world'
import { badDay } from './fault-schedule'
import { patientUser } from './retrying-user'

export interface SoakOptions {
  seed: number
  uploads: number
  hours: number
  /** So often, spread over the uploads, memory is looked at. */
  looks: number
  /** @param heldBytes by OSS, which has its disk in memory here. */
  onLook(stored: number, heldBytes: number): void
}

export interface Soaked {
  /** Files that were stored, with their very bytes. */
  stored: number
  /** Uploads that ended otherwise; their files were sent again. */
  failures: number
  kills: number
  /** Faults that requests, reads and OSS's answers met. */
  struck: number
  /** What is wrong, in words. */
  faults: string[]
  /** What the phone still holds open, and has in its store. */
  open: object
  inStore: string[]
  /** What OSS still holds, two days later. */
  left: { objects: number; uploads: number; data: number }
}

const HOUR = 3600 * 1000
const START = Date.UTC(2026, 0, 2, 3, 4, 5)

export async function soak({ seed, uploads, hours, looks, onLook }: SoakOptions): Promise<Soaked> {
  const clock = virtualClock(START)
  const day = badDay(seed)
  const lives = { sessionLifeMs: 2 * HOUR, credentialLifeMs: HOUR }
  const traits = { callback: true, partLengthSigned: true, ...lives }
  const world = openWorld({ ...traits, clock, seed, cloudFault: day.cloudFault })
  const phone = openPhone(world, {
    seed: seed + 1,
    life: {
      network: { type: '3g', weak: false },
      onReturn: 'show-first',
      progressDelayMs: 0,
      options: { multipartThreshold: 1024 * 1024 },
    },
    wire: { latencyMs: 40, bytesPerSecond: 1024 * 1024 },
    hidesModified: false,
    strike: day.strike,
    readFault: day.readFault,
    onStep() {},
  })
  const user = patientUser(phone, world, clock)
  day.befall(phone, clock, user.kill)
  for (let nth = 0; nth < uploads; nth += 1) {
    clock.after((nth * hours * HOUR) / uploads, () => user.send(nth, day.file(nth)))
  }
  for (let look = 1; look < looks; look += 1) {
    await clock.run(() => user.stored() >= (uploads * look) / looks)
    onLook(user.stored(), world.cloud.memory.data.bytes())
  }
  // The last ones have till the end of the day, and a quiet hour after it.
  clock.after(Math.max(0, START + hours * HOUR - clock.now()), () => {
    day.end()
    phone.disk.isFull = false
    phone.life().setOffline(false)
    phone.life().show()
  })
  await clock.run(() => false)
  onLook(user.stored(), world.cloud.memory.data.bytes())
  return {
    stored: user.stored(),
    failures: user.failures(),
    kills: user.kills(),
    struck: day.struck(),
    faults: [...user.faults, ...phone.observer.violations],
    open: { ...phone.life().open },
    inStore: [...phone.disk.store].filter(([, json]) => json !== '[]').map(([key]) => key),
    left: await leftIn(world, clock),
  }
}

/** By the rules that every bucket needs: see the README. */
async function leftIn({ cloud }: World, clock: VirtualClock): Promise<Soaked['left']> {
  const { store, uploads, data, change } = cloud.memory
  await change({
    lifecycle: [
      { id: 'pending', prefix: 'uploads/pending/', isEnabled: true, expiration: { days: 1 } },
      { id: 'parts', prefix: 'uploads/', isEnabled: true, abortMultipartUpload: { days: 1 } },
    ],
  })
  await runLifecycle(cloud.memory, clock.now() + 48 * HOUR)
  return { objects: store.list().length, uploads: uploads.list().length, data: data.count() }
}
