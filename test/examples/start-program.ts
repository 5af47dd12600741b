import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface Program {
  child: ChildProcess
  /** What the program printed so far. */
  printed: string[]
}

interface ProgramOptions {
  cwd: string
  env: Record<string, string>
  isReady: RegExp
  /** Of another user, which only root can choose. */
  uid?: number
  gid?: number
}

/**
 * Starts a program in a process group of its own. Resolves once it prints a line that matches `isReady`.
 * @throws Error with all that it printed, if it ends before.
 */
export function startProgram(
  [command, ...args]: readonly [string, ...string[]],
  { isReady, env, ...options }: ProgramOptions,
): Promise<Program> {
  const child = spawn(command, args, { ...options, env: { ...process.env, ...env }, detached: true })
  const printed: string[] = []
  return new Promise((resolve, reject) => {
    for (const input of [child.stdout, child.stderr]) {
      createInterface({ input }).on('line', (line) => {
        printed.push(line)
        if (isReady.test(line)) resolve({ child, printed })
      })
    }
    child.once('error', reject)
    child.once('close', () => reject(new Error(`${command} ended: ${printed.join('\n')}`)))
  })
}

/** Ends the program and those that it started. */
export function endProgram({ child }: Program): void {
  if (child.pid && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL')
}
