import type { LocalFile } from '../api'
import type { Purpose } from '../backend/tickets/ticket-batcher'
import { UploadError } from '../errors'
import type { ChecksumContext } from '../file/file-crc64'
import { fingerprint } from '../file/fingerprint'
import type { FileStat, Signal } from '../ports'
import { type Checkpoint, repicked } from './checkpoint'
import type { Unfinished } from './unfinished'

/**
 * Claims a checkpoint for one upload, which must remove its id from `claimed` when it ends. No other upload gets it
 * meanwhile: two at once would send everything twice. Rejects with `upload-expired` if there is none to claim.
 */
export async function claim(id: string, { claimed, checkpoints }: Unfinished): Promise<Checkpoint> {
  if (claimed.has(id)) throw new UploadError('upload-expired')
  claimed.add(id)
  const found = await checkpoints.find(id)
  if (found) return found
  claimed.delete(id)
  throw new UploadError('upload-expired')
}

/**
 * Finds and claims an earlier upload of the same file for the same purpose, which failed or was cut off. The
 * fingerprint decides: after a restart a picker gives the same file another path, and one path may hold another file.
 */
export async function claimEarlier(
  { file, purpose, stat }: { file: LocalFile; purpose: Purpose; stat: FileStat },
  { checkpoints, claimed }: Unfinished,
  reading: Pick<ChecksumContext, 'ports' | 'checksums'>,
  signal: Signal,
): Promise<Checkpoint | undefined> {
  const isForSame = (one: Checkpoint): boolean =>
    one.size === stat.size && one.route === purpose.route && JSON.stringify(one.input) === JSON.stringify(purpose.input)
  const candidates = (await checkpoints.all()).filter((one) => !claimed.has(one.id) && isForSame(one))
  if (candidates.length === 0) return undefined
  const print = await fingerprint({ path: file.path, size: stat.size }, reading, signal)
  const isSame = (one: Checkpoint): boolean => one.path === file.path && one.modified === stat.modified
  const alike = candidates.filter((one) => one.fingerprint === print && !claimed.has(one.id))
  const chosen = alike.find(isSame) ?? alike[0]
  if (!chosen) return undefined
  claimed.add(chosen.id)
  return isSame(chosen) ? chosen : repicked(chosen, file.path)
}
