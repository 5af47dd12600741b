import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { claimFolder, FolderInUseError } from '../local-cloud/store/claim/claim-folder'
import { HOME } from '../stack/running'

/** The folder of the demo's phone and cloud. If the demo is killed, the next one finds everything there. */
export interface Place {
  folder: string
  /** @param keep whether something in it can be resumed later */
  leave(keep: boolean): Promise<void>
}

const KEPT = join(HOME, 'demo')

/** The kept folder, or a temporary one while another demo uses it. */
export async function findPlace(): Promise<Place> {
  try {
    const claim = await claimFolder(KEPT)
    return {
      folder: KEPT,
      async leave(keep) {
        if (!keep) await rm(KEPT, { recursive: true, force: true })
        await claim.release()
      },
    }
  } catch (error) {
    if (!(error instanceof FolderInUseError)) throw error
    const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-'))
    return { folder, leave: () => rm(folder, { recursive: true, force: true }) }
  }
}
