/** A day on the virtual clock: one file is uploaded after the other, while everything fails at random. */
import { runLifecycle } from '../../../dev/local-cloud/lifecycle/run-lifecycle'
import { openPhone } from '../phone/phone'
import { type VirtualClock, virtualClock } from '../virtual-clock'
import { openWorld, type World } from '../world'
import { faultSchedule } from './fault-schedule'
import { randomFiles } from './random-files'
import { retryingUser } from './retrying-user'

export interface SoakOptions {
  seed: number
  uploads: number
  hours: number
  /** How often `onCheck` is called, spread evenly over the uploads. */
  checks: number
  /** @param ossBytes what OSS stores, which is in the memory of this process. */
  onCheck(stored: number, ossBytes: number): void
}

export interface SoakResult {
  /** How many files were stored, byte for byte. */
  stored: number
  /** How many uploads failed; the user sent their files again. */
  failures: number
  kills: number
  /** How many faults were injected into requests, reads and calls of OSS. */
  faults: number
  /** One sentence for each invariant that did not hold. */
  violations: string[]
  /** What the app still holds open. */
  open: object
  /** The keys that are left in the phone's store. */
  inStore: string[]
  /** What OSS still stores two days later. */
  left: { objects: number; uploads: number; data: number }
}

const HOUR = 3600 * 1000
const START = Date.UTC(2026, 0, 2, 3, 4, 5)

export async function soak({ seed, uploads, hours, checks, onCheck }: SoakOptions): Promise<SoakResult> {
  const clock = virtualClock(START)
  const faults = faultSchedule(seed)
  const files = randomFiles(seed)
  const { world, phone } = openWorldAndPhone(clock, seed, faults)
  const user = retryingUser(phone, world, clock)
  faults.disturb(phone, clock, user.kill)
  for (let nth = 0; nth < uploads; nth += 1) {
    clock.after((nth * hours * HOUR) / uploads, () => user.upload(nth, files(nth)))
  }
  for (let check = 1; check < checks; check += 1) {
    await clock.run(() => user.stored() >= (uploads * check) / checks)
    onCheck(user.stored(), world.cloud.memory.data.bytes())
  }
  // At the end of the day the faults stop, and the last uploads can complete.
  clock.after(Math.max(0, START + hours * HOUR - clock.now()), () => {
    faults.end()
    phone.disk.isFull = false
    phone.app().setOffline(false)
    phone.app().show()
  })
  await clock.run(() => false)
  onCheck(user.stored(), world.cloud.memory.data.bytes())
  return {
    stored: user.stored(),
    failures: user.failures(),
    kills: user.kills(),
    faults: faults.count(),
    violations: [...user.violations, ...phone.observer.violations],
    open: { ...phone.app().open },
    inStore: [...phone.disk.store].filter(([, json]) => json !== '[]').map(([key]) => key),
    left: await leftAfterTwoDays(world, clock),
  }
}

function openWorldAndPhone(clock: VirtualClock, seed: number, faults: ReturnType<typeof faultSchedule>) {
  const lives = { sessionLifeMs: 2 * HOUR, credentialLifeMs: HOUR }
  const traits = { callback: true, partLengthSigned: true, ...lives }
  const world = openWorld({ ...traits, clock, seed, cloudFault: faults.cloudFault })
  const phone = openPhone(world, {
    seed: seed + 1,
    app: {
      network: { type: '3g', weak: false },
      onReturn: 'show-first',
      progressDelayMs: 0,
      options: { multipartThreshold: 1024 * 1024 },
    },
    wire: { latencyMs: 40, bytesPerSecond: 1024 * 1024 },
    hidesModified: false,
    requestFault: faults.requestFault,
    readFault: faults.readFault,
    onStep() {},
  })
  return { world, phone }
}

/** Applies the lifecycle rules that the documents ask for on every bucket. */
async function leftAfterTwoDays({ cloud }: World, clock: VirtualClock): Promise<SoakResult['left']> {
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
