import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeJson } from '../local-cloud/store/write-json'
import { findRunning, type Running } from '../stack/running'
import { type Stack, startStack } from '../stack/stack'

export interface Server {
  url: string
  /** The addresses of `npm start`. Without it, the files and their addresses end with the demo. */
  running?: Running
  stop(): Promise<void>
}

/** The backend of `npm start`, or else one for the time of the demo, with everything from the last demo. */
export async function findServer(folder: string): Promise<Server> {
  const running = await findRunning()
  if (running) return { url: running.url, running, stop: async () => {} }
  // The phone stores checkpoints by the backend's address, so the ports stay the same.
  const portsFile = join(folder, 'ports.json')
  const ports = await readFile(portsFile, 'utf8').then(JSON.parse, () => undefined)
  const stack = await startStack({ folder: join(folder, 'objects'), ...(ports && { ports }) })
  await writeJson(portsFile, portsOf(stack))
  return { url: stack.url, stop: stack.close }
}

const portsOf = ({ url, cloud }: Stack) => ({
  oss: portOf(cloud.ossUrl),
  services: portOf(cloud.stsUrl),
  backend: portOf(url),
})

const portOf = (url: string): number => Number(new URL(url).port)
