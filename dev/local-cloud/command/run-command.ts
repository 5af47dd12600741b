import { FolderInUseError } from '../store/claim/claim-folder'
import { DamagedFileError } from '../store/read-json'
import { UsageError } from './read-flags'

/** The exit codes of the commands. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const

/**
 * Runs a command. `--help` prints its usage. An error ends the process with a sentence, even if the command has left
 * something open, such as a server.
 *
 * @param run returns the exit code; nothing counts as 0
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a command that goes on running returns nothing
export async function runCommand(usage: string, run: () => Promise<number | void>): Promise<void> {
  if (process.argv.slice(2).some((flag) => flag === '--help' || flag === '-h')) {
    process.stdout.write(usage)
    return
  }
  try {
    process.exitCode = (await run()) ?? EXIT.ok
  } catch (error) {
    const isUsage = error instanceof UsageError
    process.stderr.write(`${isUsage ? `${error.message}\n\n${usage}` : sentenceOf(error)}\n`, () =>
      process.exit(isUsage ? EXIT.usage : EXIT.failed),
    )
  }
}

/** Any error that is not listed here is a bug, and keeps its stack. */
function sentenceOf(error: unknown): string {
  const { code = '', path, message, stack } = error as NodeJS.ErrnoException
  if (code in SYSTEM) return `${SYSTEM[code]}${path ? `: ${path}` : ''} (${message})`
  const isExpected = error instanceof FolderInUseError || error instanceof DamagedFileError
  return (isExpected || !stack ? message : stack) ?? String(error)
}

/** https://nodejs.org/api/errors.html#common-system-errors */
const SYSTEM: Readonly<Record<string, string>> = {
  EACCES: '没有权限 / No permission',
  EPERM: '没有权限 / No permission',
  EROFS: '磁盘只读 / The disk is read-only',
  ENOSPC: '磁盘已满 / The disk is full',
  EDQUOT: '磁盘配额已满 / The disk quota is used up',
  EIO: '磁盘出错 / The disk has an error',
  ENAMETOOLONG: '路径太长 / The path is too long',
  ELOOP: '符号链接成环 / Symbolic links lead in a circle',
  ENOENT: '这里不能新建文件夹或文件 / No folder or file can be created here',
  ENOTDIR: '不是文件夹 / Not a folder',
  EEXIST: '不是文件夹 / Not a folder',
  EADDRINUSE: '端口被占用 / The port is taken',
}
