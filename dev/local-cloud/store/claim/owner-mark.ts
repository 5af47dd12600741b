import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'

export interface Owner {
  pid: number
  address: string
}

/** The content of the file that marks a claim. */
export interface Mark {
  pid: number
  /** The owner answers here with its token, as long as it lives. A process id alone may belong to another program. */
  port: number
  token: string
}

/** `none`: there is no file. `damaged`: nothing can be read from it. */
export async function readMark(path: string): Promise<Mark | 'none' | 'damaged'> {
  try {
    const { pid, port, token } = JSON.parse(await readFile(path, 'utf8')) as Partial<Mark>
    return pid && port && token ? { pid, port, token } : 'damaged'
  } catch (error) {
    return Object(error).code === 'ENOENT' ? 'none' : 'damaged'
  }
}

/** The owner of a stopped or very busy process does not answer, but its port takes connections. ms */
const PATIENCE_MS = 5000

/** Asks the owner itself whether it lives. */
export function askOwner({ pid, port, token }: Mark): Promise<Owner | undefined> {
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
