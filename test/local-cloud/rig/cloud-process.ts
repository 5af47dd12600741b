import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
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

const root = fileURLToPath(new URL('../../../', import.meta.url))

const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
})

/** Starts a cloud in its own process, so that a test can kill or measure it. */
export async function startCloudProcess(folder: string): Promise<CloudProcess> {
  const script = `
    import { startLocalCloud } from './dev/local-cloud/index.ts'
    const { ossUrl, bucket, root } = await startLocalCloud({ folder: ${JSON.stringify(folder)}, bucket: '${BUCKET}' })
    console.log(JSON.stringify({ ossUrl, bucket, root }))
    process.once('SIGTERM', () => {
      console.log(process.resourceUsage().maxRSS * 1024)
      process.exit()
    })
  `
  const flags = ['--import', 'tsx', '--input-type=module', '--eval', script]
  const child = spawn(process.execPath, flags, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
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
