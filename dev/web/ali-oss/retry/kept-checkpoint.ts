import type { Checkpoint } from '../sdk/ali-oss'
import type { CheckpointPlace } from './resumable-upload'

/**
 * Runs an upload with its checkpoint in localStorage, where it survives a reload. A page cannot keep the file itself: if
 * the user chooses a file of the same name, size and date, its upload resumes; a changed file starts again.
 * Two uploads must not share a checkpoint, so a lock is held until `use` ends or the tab closes. A second upload of the
 * same file, here or in another tab, starts without a checkpoint. Without https there are no locks, and nothing is kept.
 */
export async function withKeptCheckpoint<Answer>(
  { name, size, lastModified }: File,
  use: (place: CheckpointPlace) => Promise<Answer>,
): Promise<Answer> {
  const inMemory: CheckpointPlace = { checkpoint: undefined }
  if (!isSecureContext) return use(inMemory)
  const id = `ali-oss:${name}:${size}:${lastModified}`
  return await navigator.locks.request(id, { ifAvailable: true }, (lock) => use(lock ? keptPlace(id) : inMemory))
}

function keptPlace(id: string): CheckpointPlace {
  let current = read(id)
  return {
    get checkpoint() {
      return current
    },
    set checkpoint(checkpoint) {
      current = checkpoint
      if (checkpoint) write(id, { ...checkpoint, file: undefined })
      else localStorage.removeItem(id)
    },
  }
}

function read(id: string): Checkpoint | undefined {
  try {
    return JSON.parse(localStorage.getItem(id) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

/** If the storage is full, the upload continues, and starts again after a reload. */
function write(id: string, checkpoint: object): void {
  try {
    localStorage.setItem(id, JSON.stringify(checkpoint))
  } catch (thrown) {
    console.info('The checkpoint is not kept:', thrown)
  }
}
