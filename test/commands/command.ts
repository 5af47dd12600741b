import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export interface Ran {
  exitCode: number | null
  stdout: string
  stderr: string
}

export interface Running {
  child: ChildProcess
  /** Once the output so far fits. */
  printed(pattern: RegExp): Promise<string>
  ended: Promise<Ran>
}

/** A script of `dev/`, as npm runs it, with a home of its own. */
export function begin(script: string, args: string[], home: string): Running {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: ROOT,
    env: { ...process.env, LOCAL_CLOUD_HOME: home, NODE_OPTIONS: '' },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const ended = new Promise<Ran>((resolve) => child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr })))
  return {
    child,
    ended,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (pattern.test(stdout)) resolve(stdout)
        }
        child.stdout.on('data', look)
        void ended.then(() => reject(new Error(`It ended without printing ${pattern}: ${stdout}${stderr}`)))
        look()
      }),
  }
}
