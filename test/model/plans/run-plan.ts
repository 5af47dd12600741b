/** Runs a plan to its end, and tells what was seen. */
import type { UnfinishedUpload } from '../../../miniprogram/uploader/core/api'
import { strikesOf } from '../network/request-faults'
import { openPhone, type Phone } from '../phone/phone'
import { virtualClock } from '../virtual-clock'
import { openWorld, type World } from '../world'
import type { Plan } from './plan'
import { phoneUser, type User } from './user'
import { userFiles } from './user-files'

export interface Ran {
  plan: Plan
  world: World
  phone: Phone
  user: User
  /** Calls of OSS that failed for the backend. */
  cloudFaults: number
  /** What was open when all had ended, in the life that saw the end and in the one after it. */
  open: object[]
  /** What is listed when the app was started the last time, before anything went on. */
  unfinished: UnfinishedUpload[]
  /** The last time, after all that was wanted had been sent. */
  left: UnfinishedUpload[]
}

/** Sent at the very end, so that something is. */
const LAST = '99.jpeg'

/** 2026-01-02T03:04:05Z */
const START = Date.UTC(2026, 0, 2, 3, 4, 5)

export async function run(plan: Plan): Promise<Ran> {
  const clock = virtualClock(START, plan.order)
  const trouble = troubleOf(plan)
  const world = openWorld({ ...plan.backend, clock, seed: plan.seed, cloudFault: trouble.cloudFault })
  if (plan.droppedCallbacks > 0) {
    world.cloud.faults.inject('PostObject', { kind: 'drop-callback' }, plan.droppedCallbacks)
  }
  let steps = 0
  let byStep = plan.acts.flatMap(({ when, act }) => ('step' in when ? [{ step: when.step, act }] : []))
  const onStep = (): void => {
    steps += 1
    const due = byStep.filter(({ step }) => step <= steps)
    if (due.length === 0) return
    byStep = byStep.filter(({ step }) => step > steps)
    // Not in the middle of a call, which nobody can interrupt.
    for (const { act } of due) clock.after(0, () => user.perform(act))
  }
  const phone = openPhone(world, {
    seed: plan.seed + 1,
    life: plan.life,
    wire: plan.wire,
    hidesModified: plan.hidesModified,
    strike: trouble.strike,
    readFault: trouble.readFault,
    onStep,
  })
  const user = phoneUser(phone, userFiles(phone, plan.files), clock)
  plan.files.forEach(({ startMs }, index) => {
    clock.after(startMs, () => user.upload(index))
  })
  for (const { when, act } of plan.acts) if ('ms' in when) clock.after(when.ms, () => user.perform(act))
  const toEnd = (): Promise<void> => clock.run(() => false)

  await toEnd()
  byStep = []
  trouble.end()
  world.cloud.faults.clear()
  phone.disk.isFull = false
  phone.life().setOffline(false)
  phone.life().show()
  phone.life().engine.resumeAll()
  await toEnd()
  const open: object[] = [{ ...phone.life().open }]

  // The next day.
  phone.kill()
  phone.start()
  const unfinished = await list(phone, toEnd)
  user.sendWhatIsWanted()
  // Beginning an upload sweeps up what was left.
  phone.put(LAST, { size: 1000, kind: 'jpeg', salt: 0, modified: 0 })
  phone.upload(LAST, 'any')
  await toEnd()
  const left = await list(phone, toEnd)
  user.discardAll()
  await toEnd()
  open.push({ ...phone.life().open })
  return { plan, world, phone, user, cloudFaults: trouble.cloudFaults(), open, unfinished, left }
}

async function list(phone: Phone, toEnd: () => Promise<void>): Promise<UnfinishedUpload[]> {
  let listed: UnfinishedUpload[] = []
  void phone
    .life()
    .engine.unfinished()
    .then((found) => {
      listed = found
    })
  await toEnd()
  return listed
}

/** What the plan has go wrong, until it ends. */
function troubleOf({ strikes, readFaults, cloudFaults }: Plan) {
  const dealt = strikesOf(strikes)
  let isOver = false
  let reads = 0
  let calls = 0
  let struck = 0
  return {
    strike: dealt.take,
    readFault() {
      reads += 1
      return isOver ? undefined : readFaults.find(({ nth }) => nth === reads)?.fault
    },
    cloudFault() {
      calls += 1
      const fault = isOver ? undefined : cloudFaults.find(({ nth }) => nth === calls)
      if (!fault) return undefined
      struck += 1
      return fault.isDone ? ('not heard of' as const) : ('not done' as const)
    },
    cloudFaults: () => struck,
    end() {
      isOver = true
      dealt.clear()
    },
  }
}
