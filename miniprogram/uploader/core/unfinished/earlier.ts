import { fingerprint } from '../file/fingerprint'
import type { Inspected } from '../file/inspect'
import { withFile } from '../file/with-file'
import type { UploadContext } from '../task/context'
import type { TaskControl } from '../task/task'
import type { Upload } from '../upload/upload'
import { type Checkpoint, repicked } from './checkpoint'

/**
 * An upload of this very file, for the same purpose, that failed or was cut off, and that nobody carries on. The
 * fingerprint tells: after a restart the temporary file is another, and under one path there may be another file.
 * It is carried on from then on: nobody else is given it.
 */
export async function claimEarlier(
  { file, purpose }: Upload,
  { stat }: Inspected,
  context: UploadContext,
  control: TaskControl,
): Promise<Checkpoint | undefined> {
  const { checkpoints, carried } = context
  const isForSame = (one: Checkpoint): boolean =>
    one.size === stat.size && one.route === purpose.route && JSON.stringify(one.input) === JSON.stringify(purpose.input)
  const candidates = (await checkpoints.all()).filter((one) => !carried.has(one.id) && isForSame(one))
  if (candidates.length === 0) return undefined
  const print = await withFile(context.ports.files, file.path, (open) =>
    fingerprint(open, stat.size, context.checksums, control.signal),
  )
  const isSame = (one: Checkpoint): boolean => one.path === file.path && one.modified === stat.modified
  const alike = candidates.filter((one) => one.fingerprint === print && !carried.has(one.id))
  const chosen = alike.find(isSame) ?? alike[0]
  if (!chosen) return undefined
  carried.add(chosen.id)
  return isSame(chosen) ? chosen : repicked(chosen, file.path)
}
