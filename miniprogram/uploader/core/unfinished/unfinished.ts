import type { UploadContext } from '../task/context'
import type { Checkpoint } from './checkpoint'

/** Nobody goes on with it: its parts are removed. */
export async function forget(
  { id, upload }: Checkpoint,
  { checkpoints, leftovers }: Pick<UploadContext, 'checkpoints' | 'leftovers'>,
): Promise<void> {
  await leftovers.add(upload)
  await checkpoints.remove(id)
}
