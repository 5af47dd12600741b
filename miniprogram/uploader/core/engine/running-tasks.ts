import type { UploadTask } from '../api'

/** The uploads that have not ended. */
export interface RunningTasks {
  add(task: UploadTask): void
  each(act: (task: UploadTask) => void): void
}

/** @param onAny there is one now, or none any more. */
export function runningTasks(onAny: (isAny: boolean) => void): RunningTasks {
  const running = new Set<UploadTask>()
  return {
    add(task) {
      if (running.size === 0) onAny(true)
      running.add(task)
      const end = (): void => {
        running.delete(task)
        if (running.size === 0) onAny(false)
      }
      task.done.then(end, end)
    },
    each: (act) => [...running].forEach(act),
  }
}
