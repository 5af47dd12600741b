import type { Inspected } from '../inspect'
import type { Surroundings } from '../surroundings'
import type { Course } from '../task'
import type { Upload } from '../upload'
import { withFile } from '../with-file'
import { type Checkpoint, repicked } from './checkpoint'
import { fingerprint } from './fingerprint'

/**
 * An upload of this very file, for the same purpose, that failed or was cut off, and that nobody carries on: of the
 * same path and date, or, the temporary file being another after a restart, of the same fingerprint. It is carried on
 * from then on: nobody else is given it.
 */
export async function claimEarlier(
  { file, purpose }: Upload,
  { stat }: Inspected,
  around: Surroundings,
  course: Course,
): Promise<Checkpoint | undefined> {
  const { checkpoints, carried } = around
  const isForSame = (one: Checkpoint): boolean =>
    one.size === stat.size && one.route === purpose.route && JSON.stringify(one.input) === JSON.stringify(purpose.input)
  const candidates = (await checkpoints.all()).filter((one) => !carried.has(one.id) && isForSame(one))
  const claim = (one: Checkpoint | undefined): Checkpoint | undefined => {
    if (one) carried.add(one.id)
    return one
  }
  const same = candidates.find(({ path, modified }) => path === file.path && modified === stat.modified)
  if (same || candidates.length === 0) return claim(same)
  const print = await withFile(around.ports.files, file.path, (open) =>
    fingerprint(open, stat.size, around.checksums, course.signal),
  )
  const alike = claim(candidates.find((one) => one.fingerprint === print && !carried.has(one.id)))
  return alike && repicked(alike, file.path)
}
