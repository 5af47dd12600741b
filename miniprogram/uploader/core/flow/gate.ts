import type { Lifecycle, Signal } from '../ports'
import { untilStopped } from './waiting'

/** `mobile-data`: the user has not agreed to send a file this large over mobile data. */
export type Obstacle = 'user' | 'background' | 'offline' | 'mobile-data'

/** Whether bytes may flow: not while the user pauses, the app is hidden or there is no network. */
export interface Gate {
  obstacle(): Obstacle | undefined
  /** Resolves once there is no obstacle. */
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

/** Another gate, which the user can also shut. */
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
  return {
    ...gateOver(() => (paused ? 'user' : gate.obstacle()), alsoFrom(gate, listeners)),
    pause: () => set(true),
    resume: () => set(false),
  }
}

/** A `subscribe` that adds the listener both to the gate and to the set. */
export const alsoFrom =
  (gate: Gate, listeners: Set<() => void>): Gate['subscribe'] =>
  (onChange) => {
    const unsubscribe = gate.subscribe(onChange)
    listeners.add(onChange)
    return () => {
      unsubscribe()
      listeners.delete(onChange)
    }
  }

export function gateOver(obstacle: () => Obstacle | undefined, subscribe: (onChange: () => void) => () => void): Gate {
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
