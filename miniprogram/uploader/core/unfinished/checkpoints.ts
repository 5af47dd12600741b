import type { Clock, Store } from '../ports'
import { asCheckpoint, type Checkpoint, isOutlived } from './checkpoint'

/** The checkpoints of one backend's uploads, in the store. Losing one is losing the way back, never an upload. */
export interface Checkpoints {
  all(): Promise<Checkpoint[]>
  find(id: string): Promise<Checkpoint | undefined>
  /** Written at most once a second, and with the latest. */
  save(checkpoint: Checkpoint): void
  /** Writes what waits: nothing comes after a hidden app is suspended. */
  flush(): void
  remove(id: string): Promise<void>
}

const MOST = 20
const PAUSE_MS = 1_000

export interface CheckpointsOptions {
  store: Store
  clock: Clock
  /** An upload is going on with it: it is dropped neither for its age nor for want of room. */
  isCarried(id: string): boolean
  /** Of those too old or too many: nobody will go on with them. */
  onDropped(checkpoint: Checkpoint): void
}

export function checkpoints(
  backendId: string,
  { store, clock, isCarried, onDropped }: CheckpointsOptions,
): Checkpoints {
  const prefix = `wx-oss-upload.unfinished:${backendId}`
  const keyOf = (id: string): string => `${prefix}#${id}`
  /** Those of this run of the app. */
  const kept = new Map<string, Kept>()
  let ids: Promise<string[]> | undefined

  const readIds = (): Promise<string[]> =>
    store.get(prefix).then((value) => (Array.isArray(value) ? value.filter(isText) : []))
  const loadIds = (): Promise<string[]> => {
    ids ??= readIds()
    return ids
  }
  const setIds = (change: (known: string[]) => string[]): Promise<string[]> => {
    // One after the other, or one change would undo another.
    ids = loadIds().then(async (known) => {
      const next = change(known)
      if (next === known) return known
      await store.set(prefix, next)
      // A full store does not say that it has kept nothing.
      return readIds()
    })
    return ids
  }

  /** Whether it is listed now. */
  async function list(id: string): Promise<boolean> {
    const known = await setIds((before) => (before.includes(id) ? before : [...before, id]))
    const idle = known.filter((one) => one !== id && !isCarried(one))
    for (const oldest of idle.slice(0, Math.max(0, known.length - MOST))) await drop(oldest)
    return known.includes(id)
  }

  async function drop(id: string): Promise<void> {
    const checkpoint = asCheckpoint(await store.get(keyOf(id)))
    await remove(id)
    if (checkpoint) onDropped(checkpoint)
  }

  const write = (one: Kept): void => {
    one.callOff?.()
    one.callOff = undefined
    one.writtenAt = clock.now()
    if (one.place === 'listed') void store.set(keyOf(one.checkpoint.id), one.checkpoint)
    else if (one.place === 'none') void begin(one)
  }

  /** What is listed and not there is seen through; what is there and not listed would stay for ever. */
  async function begin(one: Kept): Promise<void> {
    const { id } = one.checkpoint
    one.place = 'being listed'
    one.place = (await list(id)) ? 'listed' : 'none'
    if (one.place === 'listed' && kept.get(id) === one) write(one)
  }

  async function remove(id: string): Promise<void> {
    kept.get(id)?.callOff?.()
    kept.delete(id)
    await store.remove(keyOf(id))
    await setIds((known) => (known.includes(id) ? known.filter((other) => other !== id) : known))
  }

  return {
    async all() {
      const found: Checkpoint[] = []
      for (const id of await loadIds()) {
        const checkpoint = asCheckpoint(await store.get(keyOf(id)))
        if (checkpoint && (isCarried(id) || !isOutlived(checkpoint, clock.now()))) found.push(checkpoint)
        else if (!isCarried(id)) await drop(id)
      }
      return found
    },
    find: async (id) => kept.get(id)?.checkpoint ?? asCheckpoint(await store.get(keyOf(id))),
    save(checkpoint) {
      const { id } = checkpoint
      const known = kept.get(id)
      if (!known) {
        const one: Kept = { checkpoint, place: 'none', writtenAt: 0, callOff: undefined }
        kept.set(id, one)
        write(one)
        return
      }
      known.checkpoint = checkpoint
      const passed = clock.now() - known.writtenAt
      // Timers of a page that has been hidden for long come a minute late.
      if (passed >= PAUSE_MS || passed < 0) write(known)
      else known.callOff ??= clock.after(PAUSE_MS - passed, () => write(known))
    },
    flush() {
      for (const one of kept.values()) if (one.callOff) write(one)
    },
    remove,
  }
}

interface Kept {
  /** The latest. */
  checkpoint: Checkpoint
  /** In the list: first it gets its place there. */
  place: 'none' | 'being listed' | 'listed'
  /** ms. */
  writtenAt: number
  /** Of the next write. */
  callOff: (() => void) | undefined
}

const isText = (value: unknown): value is string => typeof value === 'string'
