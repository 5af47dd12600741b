import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HOME } from '../stack/running'

/** The folder of the demo's phone and cloud. If the demo is killed, the next one finds everything there. */
export interface Place {
  folder: string
  /** @param keep whether something in it can be resumed later */
  leave(keep: boolean): Promise<void>
}

const KEPT = join(HOME, 'demo')
const OWNER = join(KEPT, 'pid')

/** The kept folder, or a temporary one while another demo uses it. */
export async function findPlace(): Promise<Place> {
  if (await isTaken()) {
    const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-'))
    return { folder, leave: () => rm(folder, { recursive: true, force: true }) }
  }
  await mkdir(KEPT, { recursive: true })
  await writeFile(OWNER, `${process.pid}`)
  return { folder: KEPT, leave: (keep) => rm(keep ? OWNER : KEPT, { recursive: true, force: true }) }
}

async function isTaken(): Promise<boolean> {
  const pid = Number(await readFile(OWNER, 'utf8').catch(() => ''))
  if (!pid) return false
  try {
    // Signal 0 only checks whether the process exists.
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
