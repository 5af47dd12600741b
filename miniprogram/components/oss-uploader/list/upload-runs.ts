import type { UploadState, UploadTask } from '../../../uploader/wx/index'

export interface Runs {
  has(uid: string): boolean
  uids(): string[]
  /** Marks what is about to begin, so that nobody begins it twice. */
  reserve(uid: string): void
  /** Follows the upload that `begin` starts; not if its place was given up meanwhile. */
  begin(uid: string, begin: (onState: (state: UploadState) => void) => UploadTask<unknown>): void
  /** The same of an upload that goes on already. */
  follow(uid: string, task: UploadTask<unknown>): void
  cancel(uid: string): void
  pause(uid: string): void
  resume(uid: string): void
  /** Bytes a second; 0 where unknown. */
  speed(uid: string): number
  task(uid: string): UploadTask<unknown> | undefined
}

interface Run {
  task?: UploadTask<unknown>
  /** As the upload last reported it. */
  bytesPerSecond: number
  /** When that was, ms. */
  reportedAt: number
}

/** An older report, ms, says nothing about the present speed: nothing moves on a link that has broken off. */
const RECENT_MS = 3000

/** The uploads of one list, by uid. Tasks live here, in a closure: data is copied, and loses what is alive. */
export function uploadRuns(onState: (uid: string, state: UploadState) => void, now: () => number): Runs {
  const runs = new Map<string, Run>()

  const begin: Runs['begin'] = (uid, start) => {
    const run = runs.get(uid)
    if (!run) return
    run.task = start((state) => {
      if (runs.get(uid) !== run) return
      run.bytesPerSecond = (state.phase === 'sending' && state.bytesPerSecond) || 0
      run.reportedAt = now()
      onState(uid, state)
    })
    // Its first state was told before there was a task to cancel.
    if (runs.get(uid) !== run) run.task.cancel()
  }

  return {
    has: (uid) => runs.has(uid),
    uids: () => [...runs.keys()],
    reserve: (uid) => runs.set(uid, { bytesPerSecond: 0, reportedAt: 0 }),
    begin,
    follow: (uid, task) =>
      begin(uid, (follow) => {
        task.subscribe(follow)
        return task
      }),
    cancel(uid) {
      const run = runs.get(uid)
      // Forgotten first, so that its last word, `cancelled`, finds nobody.
      runs.delete(uid)
      run?.task?.cancel()
    },
    pause: (uid) => runs.get(uid)?.task?.pause(),
    resume: (uid) => runs.get(uid)?.task?.resume(),
    speed(uid) {
      const run = runs.get(uid)
      return run && now() - run.reportedAt <= RECENT_MS ? run.bytesPerSecond : 0
    },
    task: (uid) => runs.get(uid)?.task,
  }
}
