import type { UploadState, UploadTask } from '../../../uploader/wx/index'

type OnState = (state: UploadState) => void

/** The running uploads of one list, by uid. */
export interface UploadRuns {
  has(uid: string): boolean
  uids(): string[]
  /** Marks an upload that is about to start, so that it is not started twice. */
  reserve(uid: string): void
  /** Starts a reserved upload, and follows it. Does nothing if it was cancelled meanwhile. */
  start(uid: string, upload: (onState: OnState) => UploadTask<unknown>): void
  /** Follows a reserved upload that is running already. */
  follow(uid: string, task: UploadTask<unknown>): void
  cancel(uid: string): void
  pause(uid: string): void
  resume(uid: string): void
  /** Bytes a second; 0 if unknown. */
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

/** A speed that was reported longer ago than this, in ms, is not shown: the link may be down. */
const RECENT_MS = 3000

/** Tasks are kept in a closure, because `setData` copies its values and would lose their functions. */
export function uploadRuns(onState: (uid: string, state: UploadState) => void, now: () => number): UploadRuns {
  const runs = new Map<string, Run>()

  const start: UploadRuns['start'] = (uid, upload) => {
    const run = runs.get(uid)
    if (!run) return
    run.task = upload((state) => {
      if (runs.get(uid) !== run) return
      run.bytesPerSecond = (state.phase === 'sending' && state.bytesPerSecond) || 0
      run.reportedAt = now()
      onState(uid, state)
    })
    // The host may have removed it on its first state, before there was a task to cancel.
    if (runs.get(uid) !== run) run.task.cancel()
  }

  return {
    has: (uid) => runs.has(uid),
    uids: () => [...runs.keys()],
    reserve: (uid) => runs.set(uid, { bytesPerSecond: 0, reportedAt: 0 }),
    start,
    follow: (uid, task) =>
      start(uid, (listener) => {
        task.subscribe(listener)
        return task
      }),
    cancel(uid) {
      const run = runs.get(uid)
      // Deleted first, so that its last state, `cancelled`, is not followed.
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
