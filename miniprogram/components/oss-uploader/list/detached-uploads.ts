import type { UploadTask } from '../../../uploader/wx/index'

/** Each is small, and those that ended are of no more use: enough for the busiest page. */
const MOST = 100

/**
 * Uploads whose component has gone while they were under way. They go on; the next component that is given the item
 * back takes them over, rather than send the file again.
 */
const tasks = new Map<string, UploadTask<unknown>>()

const nameOf = (uid: string, path: string): string => `${uid}\n${path}`

export function leaveBehind(uid: string, path: string, task: UploadTask<unknown>): void {
  tasks.set(nameOf(uid, path), task)
  const [oldest] = tasks.keys()
  if (tasks.size > MOST && oldest !== undefined) tasks.delete(oldest)
}

export function takeOver(uid: string, path: string): UploadTask<unknown> | undefined {
  const name = nameOf(uid, path)
  const task = tasks.get(name)
  tasks.delete(name)
  return task?.state().phase === 'cancelled' ? undefined : task
}
