import type { Signal } from './cancellation'
import type { Lifecycle } from './ports'
import { untilStopped } from './waiting'

export type Obstacle = 'user' | 'background' | 'offline'

/** Whether bytes may flow: not while the user pauses, the app is hidden or there is no network. */
export interface Gate {
  obstacle(): Obstacle | undefined
  /** Resolves once nothing is in the way. */
  passable(signal: Signal): Promise<void>
  subscribe(onChange: () => void): () => void
}

export function platformGate(lifecycle: Lifecycle): Gate {
  const obstacle = (): Obstacle | undefined => {
    const reason = lifecycle.obstacle()
    return reason === 'hidden' ? 'background' : reason
  }
  return gateOver(obstacle, lifecycle.subscribe)
}

/** Whether the gate was shut at any time since: a connection that broke in the background is told of on return. */
export function watch(gate: Gate): { wasShut(): boolean; end(): void } {
  let shut = gate.obstacle() !== undefined
  const end = gate.subscribe(() => {
    shut = shut || gate.obstacle() !== undefined
  })
  return { wasShut: () => shut, end }
}

/** The platform's gate with one more bar, which the user lowers and lifts. */
export interface PausableGate extends Gate {
  pause(): void
  resume(): void
}

export function pausable(gate: Gate): PausableGate {
  const listeners = new Set<() => void>()
  let paused = false

  const set = (value: boolean): void => {
    if (paused === value) return
    paused = value
    for (const onChange of [...listeners]) onChange()
  }
  const subscribe = (onChange: () => void): (() => void) => {
    const unsubscribe = gate.subscribe(onChange)
    listeners.add(onChange)
    return () => {
      unsubscribe()
      listeners.delete(onChange)
    }
  }
  return {
    ...gateOver(() => (paused ? 'user' : gate.obstacle()), subscribe),
    pause: () => set(true),
    resume: () => set(false),
  }
}

function gateOver(obstacle: () => Obstacle | undefined, subscribe: (onChange: () => void) => () => void): Gate {
  return {
    obstacle,
    subscribe,
    passable: (signal) =>
      untilStopped(signal, (resolve) => {
        if (!obstacle()) {
          resolve()
          return () => {}
        }
        const unsubscribe = subscribe(() => {
          if (obstacle()) return
          unsubscribe()
          resolve()
        })
        return unsubscribe
      }),
  }
}
