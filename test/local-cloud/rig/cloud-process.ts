import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { bundled } from '../../bundled'
import { type Client, ossClient, SETUPS } from './ali-oss-clients'
import { BUCKET } from './in-process'

export interface CloudProcess {
  child: ChildProcess
  gone: Promise<unknown>
  /** A client with the account's own key. */
  client: Client
  /** Stops the process. Returns its peak memory, bytes. */
  end(): Promise<number>
}

const flags = bundled('test/local-cloud/rig/cloud-script.ts')

const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
})

/** Starts a cloud in its own process, so that a test can kill or measure it. */
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
