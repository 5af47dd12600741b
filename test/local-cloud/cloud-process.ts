import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { bundled } from '../bundled'
import { type Client, ossClient, SETUPS } from './ali-oss-clients'
import { BUCKET } from './in-process'

export interface CloudProcess {
  child: ChildProcess
  gone: Promise<unknown>
  /** Signs as the account itself. */
  client: Client
  /** Ends it in peace; gives the most memory that it ever had, bytes. */
  end(): Promise<number>
}

const flags = bundled('test/local-cloud/cloud-script.ts')

const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
})

/** A cloud in a process of its own: to be killed, or to be measured. */
export async function startCloudProcess(folder: string): Promise<CloudProcess> {
  const child = spawn(process.execPath, [...flags(), folder, BUCKET], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const gone = new Promise((resolve) => child.once('exit', resolve))
  const lines = createInterface(child.stdout)
  const line = () => new Promise<string>((resolve) => lines.once('line', resolve))
  const cloud = JSON.parse(await line())
  return {
    child,
    gone,
    client: ossClient(cloud, { ...cloud.root, securityToken: '' }, SETUPS[0]),
    async end() {
      const peak = line()
      child.kill('SIGTERM')
      return Number(await peak)
    },
  }
}
