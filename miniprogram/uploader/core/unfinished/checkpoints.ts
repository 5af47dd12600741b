import type { Turns } from '../flow/turns'
import type { Clock, Store } from '../ports'
import { asCheckpoint, type Checkpoint, isOutlived, tokenIn } from './checkpoint'

/** The checkpoints of one backend's uploads, in the store. An upload whose checkpoint is lost still completes. */
export interface Checkpoints {
  all(): Promise<Checkpoint[]>
  find(id: string): Promise<Checkpoint | undefined>
  /** Stores the latest checkpoint of an upload, at most once a second. */
  save(checkpoint: Checkpoint): void
  /** Writes the pending ones now: a hidden app may be suspended at any moment. */
  flush(): void
  remove(id: string): Promise<void>
}

/** Beyond this number, the oldest checkpoints are dropped. */
const MOST = 20
/** A checkpoint is written at most this often, ms. */
const WRITE_INTERVAL_MS = 1_000

export interface CheckpointsOptions {
  store: Store
  clock: Clock
  inTurn: Turns
  /** Whether a running upload uses it. Then it is dropped neither for its age nor for lack of room. */
  isClaimed(id: string): boolean
  /**
   * Called with the backend's token of each upload whose checkpoint was dropped: because it is too old or damaged, or
   * because there are too many.
   */
  onDropped(upload: string): void
}

export function checkpoints(
  backendId: string,
  { store, clock, inTurn, isClaimed, onDropped }: CheckpointsOptions,
): Checkpoints {
  const prefix = `wx-oss-upload.unfinished:${backendId}`
  const keyOf = (id: string): string => `${prefix}#${id}`
  /** The checkpoints that were saved in this run of the app. */
  const kept = new Map<string, Kept>()

  const readIds = (): Promise<string[]> =>
    store.get(prefix).then((value) => (Array.isArray(value) ? value.filter(isText) : []))
  const loadIds = (): Promise<string[]> => inTurn(prefix, readIds)
  /** Reads the list anew each time, because another uploader of the app may have changed it. */
  const setIds = (change: (known: string[]) => string[]): Promise<string[]> =>
    inTurn(prefix, async () => {
      const known = await readIds()
      const next = change(known)
      if (next === known) return known
      await store.set(prefix, next)
      // A full store does not report that it has stored nothing.
      return readIds()
    })
  const read = async (id: string): Promise<Checkpoint | undefined> => {
    const checkpoint = asCheckpoint(await store.get(keyOf(id)))
    return checkpoint?.id === id ? checkpoint : undefined
  }

  /** Adds the id to the list. Resolves with whether it is in the list now. */
  async function list(id: string): Promise<boolean> {
    const known = await setIds((before) => (before.includes(id) ? before : [...before, id]))
    const idle = known.filter((one) => one !== id && !isClaimed(one))
    for (const oldest of idle.slice(0, Math.max(0, known.length - MOST))) await drop(oldest)
    return known.includes(id)
  }

  async function drop(id: string): Promise<void> {
    const upload = tokenIn(await store.get(keyOf(id)))
    await remove(id)
    if (upload) onDropped(upload)
  }

  const write = (one: Kept): void => {
    one.cancelWrite?.()
    one.cancelWrite = undefined
    one.writtenAt = clock.now()
    if (one.place === 'listed') void store.set(keyOf(one.checkpoint.id), one.checkpoint)
    else if (one.place === 'none') void begin(one)
  }

  /** List first, then write: a listed id without a value is ignored; an unlisted value would leak. */
  async function begin(one: Kept): Promise<void> {
    const { id } = one.checkpoint
    one.place = 'being listed'
    one.place = (await list(id)) ? 'listed' : 'none'
    if (one.place === 'listed' && kept.get(id) === one) write(one)
  }

  async function remove(id: string): Promise<void> {
    kept.get(id)?.cancelWrite?.()
    kept.delete(id)
    await store.remove(keyOf(id))
    await setIds((known) => (known.includes(id) ? known.filter((other) => other !== id) : known))
  }

  return {
    async all() {
      const found: Checkpoint[] = []
      for (const id of await loadIds()) {
        const checkpoint = await read(id)
        if (checkpoint && (isClaimed(id) || !isOutlived(checkpoint, clock.now()))) found.push(checkpoint)
        else if (!isClaimed(id)) await drop(id)
      }
      return found
    },
    find: async (id) => kept.get(id)?.checkpoint ?? read(id),
    save(checkpoint) {
      const { id } = checkpoint
      const known = kept.get(id)
      if (!known) {
        const one: Kept = { checkpoint, place: 'none', writtenAt: 0, cancelWrite: undefined }
        kept.set(id, one)
        write(one)
        return
      }
      known.checkpoint = checkpoint
      const passed = clock.now() - known.writtenAt
      // Timers of a page that has long been hidden may fire a minute late.
      if (passed >= WRITE_INTERVAL_MS || passed < 0) write(known)
      else known.cancelWrite ??= clock.after(WRITE_INTERVAL_MS - passed, () => write(known))
    },
    flush() {
      for (const one of kept.values()) if (one.cancelWrite) write(one)
    },
    remove,
  }
}

interface Kept {
  /** The latest one. */
  checkpoint: Checkpoint
  /** Whether its id is in the stored list; it must be there before the checkpoint is written. */
  place: 'none' | 'being listed' | 'listed'
  /** ms */
  writtenAt: number
  /** Cancels the scheduled write; undefined if none is scheduled. */
  cancelWrite: (() => void) | undefined
}

const isText = (value: unknown): value is string => typeof value === 'string'
