import type { Checkpoint } from './ali-oss'
import type { Place } from './go-on'

/**
 * The checkpoint of this file in localStorage, beyond a reload. A page cannot keep the file itself there: when the same
 * one is chosen again, by name, size and date, its upload goes on; one that was changed since begins anew.
 */
export function keptCheckpoint({ name, size, lastModified }: File): Place {
  const id = `ali-oss:${name}:${size}:${lastModified}`
  return {
    get checkpoint() {
      const kept = localStorage.getItem(id)
      return kept ? (JSON.parse(kept) as Checkpoint) : undefined
    },
    set checkpoint(checkpoint) {
      if (checkpoint) localStorage.setItem(id, JSON.stringify({ ...checkpoint, file: undefined }))
      else localStorage.removeItem(id)
    },
  }
}
