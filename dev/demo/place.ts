import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HOME } from '../stack/running'

/** Where the demo has its phone and its cloud: what is there when it is killed, the next demo finds. */
export interface Place {
  folder: string
  /** @param isWanted something in it can go on another time. */
  leave(isWanted: boolean): Promise<void>
}

const KEPT = join(HOME, 'demo')
const OWNER = join(KEPT, 'pid')

/** The place that is kept, or a temporary one while another demo is in that. */
export async function findPlace(): Promise<Place> {
  if (await isTaken()) {
    const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-'))
    return { folder, leave: () => rm(folder, { recursive: true, force: true }) }
  }
  await mkdir(KEPT, { recursive: true })
  await writeFile(OWNER, `${process.pid}`)
  return { folder: KEPT, leave: (isWanted) => rm(isWanted ? OWNER : KEPT, { recursive: true, force: true }) }
}

async function isTaken(): Promise<boolean> {
  const pid = Number(await readFile(OWNER, 'utf8').catch(() => ''))
  if (!pid) return false
  try {
    // Signal 0 asks whether there is such a process, and does nothing to it.
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
