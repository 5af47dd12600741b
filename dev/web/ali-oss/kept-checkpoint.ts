import type { Checkpoint } from './ali-oss'
import type { Place } from './go-on'

/**
 * One upload with the checkpoint of its file in localStorage, beyond a reload. A page cannot keep the file itself there:
 * when the same one is chosen again, by name, size and date, its upload goes on; one that was changed since begins anew.
 * So does one that is on its way already, here or in another tab: two must not share a checkpoint. The lock that tells
 * so is held until `use` is over, or the tab. Where pages have no locks, for want of https, nothing is kept.
 */
export async function withKeptCheckpoint<Answer>(
  { name, size, lastModified }: File,
  use: (place: Place) => Promise<Answer>,
): Promise<Answer> {
  const unkept: Place = { checkpoint: undefined }
  if (!isSecureContext) return use(unkept)
  const id = `ali-oss:${name}:${size}:${lastModified}`
  return await navigator.locks.request(id, { ifAvailable: true }, (lock) => use(lock ? keptPlace(id) : unkept))
}

function keptPlace(id: string): Place {
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

/** Where the storage is full, the upload goes on, and begins anew after a reload. */
function write(id: string, checkpoint: object): void {
  try {
    localStorage.setItem(id, JSON.stringify(checkpoint))
  } catch (thrown) {
    console.info('The checkpoint is not kept:', thrown)
  }
}
