import type { UnfinishedUpload } from '../api'
import type { UploadContext } from '../task/context'
import { percentOf } from './checkpoint'

/** What can go on, latest first: not what is going on. */
export async function listUnfinished({
  checkpoints,
  carried,
}: Pick<UploadContext, 'checkpoints' | 'carried'>): Promise<UnfinishedUpload[]> {
  const found = (await checkpoints.all()).filter(({ id }) => !carried.has(id))
  return found
    .sort((a, b) => b.at - a.at)
    .map((checkpoint) => {
      const { id, route, path, name, size, type, at } = checkpoint
      return { id, route, path, ...(name ? { name } : {}), size, type, percent: percentOf(checkpoint), at }
    })
}
