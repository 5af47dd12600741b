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

/** @param onDropped of those too old or too many: nobody will go on with them. */
export function checkpoints(
  backendId: string,
  { store, clock }: { store: Store; clock: Clock },
  onDropped: (checkpoint: Checkpoint) => void,
): Checkpoints {
  const prefix = `wx-oss-upload.unfinished:${backendId}`
  const keyOf = (id: string): string => `${prefix}#${id}`
  const waiting = new Map<string, { checkpoint: Checkpoint; callOff: () => void }>()
  const writtenAt = new Map<string, number>()
  let ids: Promise<string[]> | undefined

  const loadIds = (): Promise<string[]> => {
    ids ??= store.get(prefix).then((value) => (Array.isArray(value) ? value.filter(isText) : []))
    return ids
  }
  const setIds = (change: (known: string[]) => string[]): Promise<string[]> => {
    // One after the other, or one change would undo another.
    ids = loadIds().then(async (known) => {
      const next = change(known)
      if (next !== known) await store.set(prefix, next)
      return next
    })
    return ids
  }

  async function list(id: string): Promise<void> {
    const known = await setIds((before) => (before.includes(id) ? before : [...before, id]))
    for (const oldest of known.slice(0, Math.max(0, known.length - MOST))) await drop(oldest)
  }

  async function drop(id: string): Promise<void> {
    const checkpoint = asCheckpoint(await store.get(keyOf(id)))
    await remove(id)
    if (checkpoint) onDropped(checkpoint)
  }

  function write(checkpoint: Checkpoint): void {
    const { id } = checkpoint
    const isNew = !writtenAt.has(id)
    writtenAt.set(id, clock.now())
    void store.set(keyOf(id), checkpoint)
    if (isNew) void list(id)
  }

  function flushOne(id: string): void {
    const one = waiting.get(id)
    if (!one) return
    waiting.delete(id)
    one.callOff()
    write(one.checkpoint)
  }

  async function remove(id: string): Promise<void> {
    waiting.get(id)?.callOff()
    waiting.delete(id)
    writtenAt.delete(id)
    await setIds((known) => (known.includes(id) ? known.filter((other) => other !== id) : known))
    await store.remove(keyOf(id))
  }

  return {
    async all() {
      const found: Checkpoint[] = []
      for (const id of await loadIds()) {
        const checkpoint = asCheckpoint(await store.get(keyOf(id)))
        if (checkpoint && !isOutlived(checkpoint, clock.now())) found.push(checkpoint)
        else await drop(id)
      }
      return found
    },
    find: async (id) => waiting.get(id)?.checkpoint ?? asCheckpoint(await store.get(keyOf(id))),
    save(checkpoint) {
      const { id } = checkpoint
      const passed = clock.now() - (writtenAt.get(id) ?? Number.NEGATIVE_INFINITY)
      const known = waiting.get(id)
      if (known) known.checkpoint = checkpoint
      else if (passed >= PAUSE_MS || passed < 0) write(checkpoint)
      else waiting.set(id, { checkpoint, callOff: clock.after(PAUSE_MS - passed, () => flushOne(id)) })
    },
    flush: () => [...waiting.keys()].forEach(flushOne),
    remove,
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'
