import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeJson } from '../local-cloud/store/write-json'
import { findRunning } from '../stack/running'
import { type Stack, startStack } from '../stack/stack'

export interface Server {
  url: string
  stop(): Promise<void>
}

/** The one that `npm start` runs, or one of our own for as long as it takes, with what it had the last time. */
export async function findServer(folder: string): Promise<Server> {
  const running = await findRunning()
  if (running) return { url: running, stop: async () => {} }
  // Phones know a backend by its address.
  const notes = join(folder, 'ports.json')
  const ports = await readFile(notes, 'utf8').then(JSON.parse, () => undefined)
  const stack = await startStack({ folder: join(folder, 'objects'), ...(ports && { ports }) })
  await writeJson(notes, portsOf(stack))
  return { url: stack.url, stop: stack.close }
}

const portsOf = ({ url, cloud }: Stack) => ({
  oss: portOf(cloud.ossUrl),
  services: portOf(cloud.stsUrl),
  backend: portOf(url),
})

const portOf = (url: string): number => Number(new URL(url).port)
