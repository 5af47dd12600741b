import type { FileStat } from '../ports'
import type { Surroundings } from '../surroundings'
import type { Upload } from '../upload'
import type { Checkpoint } from './checkpoint'

/** An upload of this very file, for the same purpose, that failed or was cut off, and that nobody carries on. */
export async function earlierOf(
  { file, purpose }: Upload,
  { size, modified }: FileStat,
  { checkpoints, carried }: Pick<Surroundings, 'checkpoints' | 'carried'>,
): Promise<Checkpoint | undefined> {
  const isSame = (one: Checkpoint): boolean =>
    one.path === file.path &&
    one.size === size &&
    one.modified === modified &&
    one.route === purpose.route &&
    JSON.stringify(one.input) === JSON.stringify(purpose.input)
  return (await checkpoints.all()).find((one) => !carried.has(one.id) && isSame(one))
}
