import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { bundled } from '../bundled'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export interface Ran {
  exitCode: number | null
  stdout: string
  stderr: string
}

export interface Running {
  child: ChildProcess
  /** Resolves with the whole output so far once that matches. */
  printed(pattern: RegExp): Promise<string>
  ended: Promise<Ran>
}

/** Starts a process with a home of its own. @param cwd where it runs; default: the repository */
export type Begin = (args: string[], home: string, cwd?: string) => Running

/** A script that npm runs, bundled once for the test file that calls this. */
export function command(script: string): Begin {
  const flags = bundled(script)
  return (args, home, cwd = ROOT) => {
    const env = { ...process.env, LOCAL_CLOUD_HOME: home, NODE_OPTIONS: '' }
    return watch(spawn(process.execPath, [...flags(), ...args], { cwd, env }))
  }
}

function watch(child: ReturnType<typeof spawn>): Running {
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr?.on('data', (chunk) => {
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
        child.stdout?.on('data', look)
        void ended.then(() => reject(new Error(`It ended without printing ${pattern}: ${stdout}${stderr}`)))
        look()
      }),
  }
}
