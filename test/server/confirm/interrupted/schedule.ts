/** Lets the calls of several requests to OSS happen one at a time, in a chosen order. */
import { AsyncLocalStorage } from 'node:async_hooks'

/** One process of the backend. When it is killed, nothing that it does any more happens. */
export interface Process {
  isDead: boolean
}

/** One request, with the steps that it waits for: its calls to OSS, and its hook. */
export interface Actor {
  process: Process
  waiting: Step[]
  /** How many steps have been taken, and how many have begun. */
  taken: number
  begun: number
  kill?: Kill
  isDone: boolean
}

interface Step {
  name: string
  take(): Promise<void>
  /** Takes effect, but the process never hears of it. */
  takeUnheard(): Promise<void>
  /** Ends the timers of a process that is dead. */
  abandon(): void
}

const current = new AsyncLocalStorage<Actor>()

/** Runs a request as an actor. The outcome is ignored if its process dies. */
export function act<T>(process: Process, work: () => Promise<T>, done: (outcome: T) => void): Actor {
  const actor: Actor = { process, waiting: [], taken: 0, begun: 0, isDone: false }
  void current
    .run(actor, work)
    .then((outcome) => {
      if (!process.isDead) done(outcome)
    })
    .finally(() => {
      actor.isDone = true
    })
  return actor
}

/** Waits until the schedule lets the present request take this step. Outside of a request it is taken at once. */
export function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const actor = current.getStore()
  if (!actor) return work()
  actor.begun += 1
  // A process that dies at a call does nothing after it, so it sends no answer either.
  if (actor.begun === actor.kill?.atStep && !actor.kill.isDone) actor.process.isDead = true
  return new Promise((resolve, reject) => {
    actor.waiting.push({
      name,
      take: () => work().then(resolve, reject),
      takeUnheard: async () => void (await work().catch(() => undefined)),
      abandon: () => reject(new Error('killed')),
    })
  })
}

export interface Kill {
  /** From 1. */
  atStep: number
  /** Whether the step still takes effect. */
  isDone: boolean
}

export interface ScheduleOptions {
  actors: readonly Actor[]
  /** Which actor goes next, if both can. */
  prefers(actors: readonly Actor[]): Actor
  /** When the process of the first actor dies. */
  kill?: Kill
  /** Runs after each step. */
  afterStep(name: string): void
}

/** Resolves when every actor is done or dead, and has no step left. */
export async function runSchedule({ actors, prefers, kill, afterStep }: ScheduleOptions): Promise<void> {
  const [first] = actors
  if (first) first.kill = kill
  for (;;) {
    await quiet()
    const alive = actors.filter(({ process }) => !process.isDead)
    const ready = alive.filter(({ waiting }) => waiting.length > 0)
    if (ready.length === 0) {
      if (!alive.every(({ isDone }) => isDone)) throw new Error('The requests wait for each other.')
      for (const { abandon } of actors.flatMap(({ waiting }) => waiting)) abandon()
      return
    }
    const preferred = prefers(actors)
    afterStep(await takeNext(ready.includes(preferred) ? preferred : (ready[0] as Actor)))
  }
}

/** Returns the name of the step. */
async function takeNext(actor: Actor): Promise<string> {
  const next = actor.waiting.shift() as Step
  actor.taken += 1
  if (actor.taken !== actor.kill?.atStep) await next.take()
  else {
    actor.process.isDead = true
    await next.takeUnheard()
    next.abandon()
  }
  return next.name
}

/** Everything is in memory, so after a few turns of the event loop each request waits for its next step. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
