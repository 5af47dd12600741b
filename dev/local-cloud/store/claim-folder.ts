import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'

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

export interface Owner {
  pid: number
  address: string
}

/** The content of the file that marks a claim. */
interface Mark {
  pid: number
  /** The owner answers here with its token, as long as it lives. A process id alone may belong to another program. */
  port: number
  token: string
}

const FILE = 'owner.json'

/** The owner of a stopped or very busy process does not answer, but its port takes connections. ms */
const PATIENCE_MS = 5000

/**
 * Makes this process the only owner of a folder, which is created if it is missing. The claim of a process that was
 * killed does not count.
 *
 * @throws FolderInUseError
 */
export async function claimFolder(folder: string): Promise<Claim> {
  await mkdir(folder, { recursive: true })
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
      if ((await readMark(path))?.token === token) await rm(path, { force: true })
    },
  }
}

/** The process that has claimed the folder, if it is alive. */
export async function ownerOf(folder: string): Promise<Owner | undefined> {
  const found = await readMark(join(folder, FILE))
  return found && ask(found)
}

async function mark(folder: string, own: Mark): Promise<void> {
  const path = join(folder, FILE)
  const draft = `${path}.${own.token}`
  await writeFile(draft, JSON.stringify(own))
  try {
    while (!(await linked(draft, path))) {
      const other = await readMark(path)
      const owner = other && (await ask(other))
      if (owner) throw new FolderInUseError(folder, owner)
      await removeMark(path, other)
    }
  } finally {
    await rm(draft, { force: true })
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

/** Removes the mark of a dead process. Another process may have done the same, and have put its own mark there. */
async function removeMark(path: string, dead: Mark | undefined): Promise<void> {
  const aside = `${path}.${randomUUID()}`
  try {
    await rename(path, aside)
  } catch (error) {
    if (Object(error).code === 'ENOENT') return
    throw error
  }
  const taken = await readMark(aside)
  if (taken && taken.token !== dead?.token) await linked(aside, path)
  await rm(aside, { force: true })
}

/** Undefined if there is none, or if it was damaged. */
async function readMark(path: string): Promise<Mark | undefined> {
  try {
    const { pid, port, token } = JSON.parse(await readFile(path, 'utf8')) as Partial<Mark>
    return pid && port && token ? { pid, port, token } : undefined
  } catch {
    return undefined
  }
}

/** Asks the owner itself whether it lives. */
function ask({ pid, port, token }: Mark): Promise<Owner | undefined> {
  return new Promise((resolve) => {
    let text = ''
    const socket = connect({ port, host: '127.0.0.1', timeout: PATIENCE_MS })
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.once('error', () => resolve(undefined))
    socket.once('end', () => resolve(ownerIn(text, pid, token)))
    socket.once('timeout', () => {
      socket.destroy()
      resolve(exists(pid) ? { pid, address: '' } : undefined)
    })
  })
}

/** Undefined if another program answers at this port. */
function ownerIn(text: string, pid: number, token: string): Owner | undefined {
  try {
    const answer = JSON.parse(text) as Partial<{ token: string; address: string }>
    return answer.token === token ? { pid, address: String(answer.address) } : undefined
  } catch {
    return undefined
  }
}

function exists(pid: number): boolean {
  try {
    // Signal 0 only checks whether the process exists.
    return process.kill(pid, 0)
  } catch (error) {
    return Object(error).code === 'EPERM'
  }
}
