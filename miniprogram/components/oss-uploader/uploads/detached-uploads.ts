import type { UploadTask } from '../../../uploader/wx/index'

/** An entry is small, and one that has ended is of no more use, so this is enough for the busiest page. */
const MOST = 100

/**
 * The uploads whose component was detached while they were under way. They continue, and the next component that is
 * given the same item takes them over instead of sending the file again.
 */
const tasks = new Map<string, UploadTask<unknown>>()

const nameOf = (uid: string, path: string): string => `${uid}\n${path}`

export function keepDetached(uid: string, path: string, task: UploadTask<unknown>): void {
  tasks.set(nameOf(uid, path), task)
  const [oldest] = tasks.keys()
  if (tasks.size > MOST && oldest !== undefined) tasks.delete(oldest)
}

export function takeDetached(uid: string, path: string): UploadTask<unknown> | undefined {
  const name = nameOf(uid, path)
  const task = tasks.get(name)
  tasks.delete(name)
  return task?.state().phase === 'cancelled' ? undefined : task
}
