import type { UnfinishedUpload } from '../api'
import type { Backend } from '../backend/backend'
import { NEVER } from '../flow/cancellation'
import type { RetryContext } from '../flow/retry/retrier'
import { withRetry } from '../flow/retry/with-retry'
import type { Clock, Store } from '../ports'
import { type Checkpoint, percentOf } from './checkpoint'
import { type Checkpoints, checkpoints } from './checkpoints'
import { type Leftovers, leftovers } from './leftovers'
import type { SharedRecords } from './shared-records'
import { isGone } from './verdict'

/** What is known of unfinished uploads by parts, of this run of the app and of earlier ones. */
export interface Unfinished {
  /** Uploads that can be resumed. */
  checkpoints: Checkpoints
  /** Uploads that were given up, and of which OSS may still hold parts. */
  leftovers: Leftovers
  /** Ids of the checkpoints that uploads of this run are using. */
  claimed: Set<string>
}

export function openUnfinished(
  backend: Pick<Backend, 'id' | 'abort'>,
  { store, clock }: { store: Store; clock: Clock },
  retry: RetryContext,
  records: SharedRecords,
): Unfinished {
  const { inTurn } = records
  const claimed = records.claimed(backend.id)
  const abandoned = leftovers(backend.id, {
    store,
    inTurn,
    abort: (upload) =>
      withRetry(() => backend.abort(upload, NEVER), retry, NEVER).catch((thrown: unknown) => {
        // Neither the backend nor OSS knows the upload any more, so nothing of it is left.
        if (!isGone(thrown)) throw thrown
      }),
  })
  const kept = checkpoints(backend.id, {
    store,
    clock,
    inTurn,
    isClaimed: (id) => claimed.has(id),
    onDropped: (upload) => void abandoned.add(upload),
  })
  return { checkpoints: kept, leftovers: abandoned, claimed }
}

/** The uploads that can be resumed, latest first, without those that are running. */
export async function listUnfinished({ checkpoints, claimed }: Unfinished): Promise<UnfinishedUpload[]> {
  const found = (await checkpoints.all()).filter(({ id }) => !claimed.has(id))
  return found
    .sort((a, b) => b.at - a.at)
    .map((checkpoint) => {
      const { id, route, path, name, size, type, at } = checkpoint
      return { id, route, path, ...(name ? { name } : {}), size, type, percent: percentOf(checkpoint), at }
    })
}

/** Gives an upload up: its parts are removed from OSS, and it cannot be resumed. */
export async function forget({ id, upload }: Checkpoint, { checkpoints, leftovers }: Unfinished): Promise<void> {
  await leftovers.add(upload)
  await checkpoints.remove(id)
}
