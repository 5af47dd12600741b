import { spawn } from 'node:child_process'

const COMMANDS: Partial<Record<NodeJS.Platform, [command: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
  linux: ['xdg-open'],
}

/** Whether a user sits at this machine: there is a terminal and a desktop. */
export function hasDesktop(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, isTerminal: boolean): boolean {
  if (!isTerminal || env.CI) return false
  return platform === 'linux' ? Boolean(env.DISPLAY || env.WAYLAND_DISPLAY) : platform in COMMANDS
}

/** Opens the user's own browser. A failure is ignored, as the address is printed as well. */
export function openBrowser(url: string): void {
  const [command, ...args] = COMMANDS[process.platform] ?? []
  if (!command) return
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true })
  child.once('error', () => {})
  child.unref()
}
