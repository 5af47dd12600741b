import type { Fault } from '../faults/fault'
import { rememberUntil } from '../limits/remember'

/** One call that confirms a file, while it runs. */
export interface RunningCall {
  /** The file is confirmed. */
  accept(): void
  /** The file is refused, and removed. */
  refuse(fault: Fault): void
  /**
   * Nothing is stored at the key. What was confirmed there before this call began was deleted since, so it protects
   * nothing that arrives now.
   */
  forgetEarlier(): void
  /** The call decides nothing more, but may still remove what it has refused. May be repeated. */
  leave(): void
  /** The call changes nothing more. */
  end(): void
  /** Waits for the other calls about the same file in this process: whether one of them has confirmed it. */
  isAcceptedByOthers(): Promise<boolean>
}

/**
 * What the calls of this process know about each other, by the key of the file. The mark on OSS decides between
 * processes. This memory closes the time between the decision and the removal of the mark, and it can only protect a
 * file, never remove one.
 */
export interface Verdicts {
  enter(key: string): RunningCall
  isAccepted(key: string): boolean
  /** Why the file was refused. A call whose answer was lost is repeated, and gets the same answer. */
  refusalOf(key: string): Fault | undefined
  /** Waits until the calls about a file that run in this process change nothing more. */
  settled(key: string): Promise<void>
}

/** As long as the mark may stay where it is: the lifecycle rule removes it within two days. */
const REMEMBERED_MS = 2 * 24 * 60 * 60 * 1000

/** @param now ms. */
export function createVerdicts(now: () => number): Verdicts {
  /** When a key was accepted: a number that grows with each acceptance, because two may fall into one millisecond. */
  const accepted = rememberUntil<number>(now)
  const refusals = rememberUntil<Fault>(now)
  let acceptances = 0
  const deciding = turnsByKey()
  const changing = turnsByKey()
  const isAccepted = (key: string): boolean => accepted.get(key) !== undefined
  return {
    isAccepted,
    refusalOf: refusals.get,
    settled: (key) => changing.othersThan(key),
    enter(key) {
      const acceptancesBefore = acceptances
      const decision = deciding.begin(key)
      const change = changing.begin(key)
      return {
        accept() {
          acceptances += 1
          accepted.set(key, acceptances, now() + REMEMBERED_MS)
        },
        refuse(fault) {
          refusals.set(key, fault, now() + REMEMBERED_MS)
        },
        forgetEarlier() {
          if ((accepted.get(key) ?? Number.POSITIVE_INFINITY) <= acceptancesBefore) accepted.delete(key)
        },
        leave: decision.end,
        end() {
          decision.end()
          change.end()
        },
        async isAcceptedByOthers() {
          await deciding.othersThan(key, decision)
          return isAccepted(key)
        },
      }
    },
  }
}

/** From its beginning to its end. */
interface Turn {
  ended: Promise<void>
  /** May be repeated. */
  end(): void
}

interface TurnsByKey {
  begin(key: string): Turn
  /** Waits for the turns that have begun, except one. */
  othersThan(key: string, own?: Turn): Promise<void>
}

function turnsByKey(): TurnsByKey {
  const running = new Map<string, Set<Turn>>()
  return {
    begin(key) {
      const turns = running.get(key) ?? new Set()
      let resolve = (): void => undefined
      const ended = new Promise<void>((whenEnded) => {
        resolve = whenEnded
      })
      const turn: Turn = {
        ended,
        end() {
          turns.delete(turn)
          if (turns.size === 0 && running.get(key) === turns) running.delete(key)
          resolve()
        },
      }
      running.set(key, turns.add(turn))
      return turn
    },
    async othersThan(key, own) {
      const others = [...(running.get(key) ?? [])].filter((turn) => turn !== own)
      await Promise.all(others.map(({ ended }) => ended))
    },
  }
}
