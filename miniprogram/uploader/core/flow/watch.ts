import type { Gate } from './gate'

/** Whether the gate was shut at any time since: a connection that broke in the background is told of on return. */
export function watchGate(gate: Gate): { wasShut(): boolean; end(): void } {
  let shut = gate.obstacle() !== undefined
  const end = gate.subscribe(() => {
    shut = shut || gate.obstacle() !== undefined
  })
  return { wasShut: () => shut, end }
}
