/** `node:timers`, as far as `wx-host` uses it. */
export const setTimeout = globalThis.setTimeout.bind(globalThis)
export const clearTimeout = globalThis.clearTimeout.bind(globalThis)

const tasks: (() => void)[] = []
const channel = new MessageChannel()
channel.port1.onmessage = () => tasks.shift()?.()

/** A task of its own, which a page in the background still gets: timers are slowed down there. */
export function setImmediate(task: () => void): void {
  tasks.push(task)
  channel.port2.postMessage(undefined)
}
