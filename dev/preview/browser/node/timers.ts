/** The part of `node:timers` that `wx-host` uses. */
export const setTimeout = globalThis.setTimeout.bind(globalThis)
export const clearTimeout = globalThis.clearTimeout.bind(globalThis)

const tasks: (() => void)[] = []
const channel = new MessageChannel()
channel.port1.onmessage = () => tasks.shift()?.()

/** Runs in a task of its own. Unlike a timer, it is not slowed down in a background page. */
export function setImmediate(task: () => void): void {
  tasks.push(task)
  channel.port2.postMessage(undefined)
}
