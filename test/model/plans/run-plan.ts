/** Runs a plan to its end, and returns what was observed. */
import type { UnfinishedUpload } from '../../../miniprogram/uploader/core/api'
import { requestFaults } from '../network/request-faults'
import { openPhone, type Phone } from '../phone/phone'
import { virtualClock } from '../virtual-clock'
import { openWorld, type World } from '../world'
import type { Plan } from './plan'
import { phoneUser, type User } from './user'
import { userFiles } from './user-files'

export interface PlanResult {
  plan: Plan
  world: World
  phone: Phone
  user: User
  /** How many of the backend's calls of OSS failed. */
  cloudFaults: number
  /** What was open at the end of the plan, and at the end of the next day. */
  open: object[]
  /** The unfinished uploads at the beginning of the next day. */
  unfinished: UnfinishedUpload[]
  /** The unfinished uploads at its end, after everything that was wanted had been sent. */
  left: UnfinishedUpload[]
}

/** This file is uploaded on the next day, because the engine cleans up when an upload begins. */
const LAST_FILE = '99.jpeg'

/** 2026-01-02T03:04:05Z */
const START = Date.UTC(2026, 0, 2, 3, 4, 5)

export async function runPlan(plan: Plan): Promise<PlanResult> {
  const clock = virtualClock(START, plan.order)
  const faults = faultsOf(plan)
  const world = openWorld({ ...plan.backend, clock, seed: plan.seed, cloudFault: faults.cloudFault })
  if (plan.droppedCallbacks > 0) {
    world.cloud.faults.inject('PostObject', { kind: 'drop-callback' }, plan.droppedCallbacks)
  }
  let steps = 0
  let byStep = plan.actions.flatMap(({ when, action }) => ('step' in when ? [{ step: when.step, action }] : []))
  const onStep = (): void => {
    steps += 1
    const due = byStep.filter(({ step }) => step <= steps)
    if (due.length === 0) return
    byStep = byStep.filter(({ step }) => step > steps)
    // A user cannot interrupt a call in its middle, so the action comes after it.
    for (const { action } of due) clock.after(0, () => user.perform(action))
  }
  const phone = openPhone(world, {
    seed: plan.seed + 1,
    app: plan.app,
    wire: plan.wire,
    hidesModified: plan.hidesModified,
    requestFault: faults.requestFault,
    readFault: faults.readFault,
    onStep,
  })
  const user = phoneUser(phone, userFiles(phone, plan.files), clock)
  plan.files.forEach(({ startMs }, index) => {
    clock.after(startMs, () => user.upload(index))
  })
  for (const { when, action } of plan.actions) if ('ms' in when) clock.after(when.ms, () => user.perform(action))
  const runToEnd = (): Promise<void> => clock.run(() => false)

  await runToEnd()
  byStep = []
  faults.end()
  world.cloud.faults.clear()
  phone.disk.isFull = false
  phone.app().setOffline(false)
  phone.app().show()
  phone.app().engine.resumeAll()
  await runToEnd()
  const open: object[] = [{ ...phone.app().open }]

  // The next day begins.
  phone.kill()
  phone.start()
  const unfinished = await listUnfinished(phone, runToEnd)
  user.sendWanted()
  phone.putFile(LAST_FILE, { size: 1000, kind: 'jpeg', salt: 0, modified: 0 })
  phone.upload(LAST_FILE, 'any')
  await runToEnd()
  const left = await listUnfinished(phone, runToEnd)
  user.discardAll()
  await runToEnd()
  open.push({ ...phone.app().open })
  return { plan, world, phone, user, cloudFaults: faults.cloudFaults(), open, unfinished, left }
}

async function listUnfinished(phone: Phone, runToEnd: () => Promise<void>): Promise<UnfinishedUpload[]> {
  let listed: UnfinishedUpload[] = []
  void phone
    .app()
    .engine.unfinished()
    .then((found) => {
      listed = found
    })
  await runToEnd()
  return listed
}

/** Injects the plan's faults until `end` is called. */
function faultsOf(plan: Plan) {
  const ofRequests = requestFaults(plan.requestFaults)
  let isOver = false
  let reads = 0
  let calls = 0
  let cloudFaults = 0
  return {
    requestFault: ofRequests.next,
    readFault() {
      reads += 1
      return isOver ? undefined : plan.readFaults.find(({ nth }) => nth === reads)?.fault
    },
    cloudFault() {
      calls += 1
      const fault = isOver ? undefined : plan.cloudFaults.find(({ nth }) => nth === calls)
      if (!fault) return undefined
      cloudFaults += 1
      return fault.isDone ? ('answer lost' as const) : ('not done' as const)
    },
    cloudFaults: () => cloudFaults,
    end() {
      isOver = true
      ofRequests.clear()
    },
  }
}
