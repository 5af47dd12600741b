import { randomUUID } from 'node:crypto'
import { link, rename, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeFolder } from './make-folder'
import { askOwner, type Mark, type Owner, readMark } from './owner-mark'

/** A folder that belongs to this process alone. */
export interface Claim {
  /** Says what another process should be told, for example where this one answers. */
  tell(address: string): void
  /** Gives the folder back. */
  release(): Promise<void>
}

/** The folder belongs to a process that is alive. */
export class FolderInUseError extends Error {
  readonly folder: string
  /** Where its owner answers; '' if it has not said. */
  readonly address: string

  constructor(folder: string, { pid, address }: Owner) {
    super(`Already running${address ? ` at ${address}` : ''}: process ${pid} uses the folder ${folder}`)
    this.name = 'FolderInUseError'
    this.folder = folder
    this.address = address
  }
}

const FILE = 'owner.json'

/**
 * Makes this process the only owner of a folder, which is created if it is missing. The claim of a process that was
 * killed does not count.
 *
 * @throws FolderInUseError
 */
export async function claimFolder(folder: string): Promise<Claim> {
  await makeFolder(folder)
  const path = join(folder, FILE)
  const token = randomUUID()
  let address = ''
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.end(JSON.stringify({ token, address }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  server.unref()
  try {
    await mark(folder, { pid: process.pid, port, token })
  } catch (error) {
    server.close()
    throw error
  }
  return {
    tell(next) {
      address = next
    },
    async release() {
      server.close()
      const found = await readMark(path)
      if (typeof found === 'object' && found.token === token) await rm(path, { force: true })
    },
  }
}

/** The process that has claimed the folder, if it is alive. */
export async function ownerOf(folder: string): Promise<Owner | undefined> {
  const found = await readMark(join(folder, FILE))
  return typeof found === 'object' ? askOwner(found) : undefined
}

async function mark(folder: string, own: Mark): Promise<void> {
  const path = join(folder, FILE)
  const draft = `${path}.${own.token}`
  await writeFile(draft, JSON.stringify(own))
  try {
    await place(draft, path)
  } catch (error) {
    throw error instanceof AliveError ? new FolderInUseError(folder, error.owner) : error
  } finally {
    await rm(draft, { force: true })
  }
}

/** The file belongs to a process that is alive. */
class AliveError extends Error {
  readonly owner: Owner

  constructor(owner: Owner) {
    super(`process ${owner.pid} is alive`)
    this.owner = owner
  }
}

/** @throws AliveError */
async function place(draft: string, path: string): Promise<void> {
  while (!(await linked(draft, path))) {
    const other = await readMark(path)
    const owner = typeof other === 'object' && (await askOwner(other))
    if (owner) throw new AliveError(owner)
    if (other !== 'none' && (await replaced(draft, path, other))) return
  }
}

/** A link is created by one process only, and the file has its whole content at once. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (Object(error).code === 'EEXIST') return false
    throw error
  }
}

/** Another process is replacing the mark. That takes it a few calls of the file system, ms. */
const PAUSE_MS = 20

/**
 * Puts a mark in the place of one that a dead process has left. Several processes may find it at the same time: only
 * the one that holds the file beside it, which is named after the dead mark, may replace that. If its holder dies as
 * well, that file is replaced in the same way.
 */
async function replaced(draft: string, path: string, dead: Mark | 'damaged'): Promise<boolean> {
  const guard = `${path}.after-${tokenOf(dead)}`
  const copy = `${draft}.${randomUUID()}`
  await link(draft, copy)
  try {
    await place(copy, guard)
  } catch (error) {
    if (!(error instanceof AliveError)) throw error
    await sleep(PAUSE_MS)
    return false
  } finally {
    await rm(copy, { force: true })
  }
  try {
    // Another holder may have replaced it before. A mark of a dead process is changed by nothing else.
    if (tokenOf(await readMark(path)) !== tokenOf(dead)) return false
    await rename(draft, path)
    return true
  } finally {
    await rm(guard, { force: true })
  }
}

const tokenOf = (mark: Mark | 'none' | 'damaged'): string => (typeof mark === 'object' ? mark.token : mark)
