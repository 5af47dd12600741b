/** What goes wrong in a day, at random and without end. */
import type { AimedStrike, Strike, Target } from '../network/request-faults'
import { BACKEND_ANSWERS, OSS_ANSWERS, REFUSALS } from '../network/request-faults'
import type { PhoneFile } from '../phone/files'
import type { Phone } from '../phone/phone'
import type { ReadFault } from '../phone/ports'
import { seededRandom } from '../seeded-random'
import type { VirtualClock } from '../virtual-clock'

export interface BadDay {
  strike(target: Target): Strike | undefined
  readFault(): ReadFault
  cloudFault(): 'not done' | 'not heard of' | undefined
  /** So many faults were dealt. */
  struck(): number
  /** The file that is sent as the `nth`. */
  file(nth: number): PhoneFile
  /** Befalls the phone until `end`. `kill`: the app is, and is started again. */
  befall(phone: Phone, clock: VirtualClock, kill: () => void): void
  end(): void
}

const KB = 1024
const MB = 1024 * KB
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Of requests, reads and calls of OSS, the share that meets a fault. */
const STRUCK = 0.05
const MISREAD = 0.001
const UNHEARD = 0.01

export function badDay(seed: number): BadDay {
  const random = seededRandom(seed + 7)
  let isOver = false
  let struck = 0
  const happens = (share: number): boolean => !isOver && random.next() < share
  const strikes = (share: number): boolean => {
    const does = happens(share)
    if (does) struck += 1
    return does
  }
  const oneOf = <T>(all: readonly T[]): T => all[random.below(all.length)] as T

  function strikeOn(target: Target): Strike {
    const answers = Object.values(target === 'backend' ? BACKEND_ANSWERS : OSS_ANSWERS)
    const kinds: (() => AimedStrike['strike'])[] = [
      () => ({ kind: 'reset', share: random.next() }),
      () => ({ kind: 'stall', share: random.next() }),
      () => ({ kind: 'lose-answer' }),
      () => ({ kind: 'refuse', error: oneOf(REFUSALS) }),
      () => ({ kind: 'answer', answer: oneOf(answers) }),
    ]
    return oneOf(kinds)()
  }

  return {
    strike: (target) => (strikes(STRUCK) ? strikeOn(target) : undefined),
    readFault: () => (strikes(MISREAD) ? oneOf(['truncated', 'unreadable'] as const) : undefined),
    cloudFault: () => (strikes(UNHEARD) ? oneOf(['not done', 'not heard of'] as const) : undefined),
    struck: () => struck,
    file(nth) {
      const isBig = random.next() < 0.1
      const size = isBig ? MB + random.below(MB) : 1 + random.below(200 * KB)
      return { size, kind: oneOf(['jpeg', 'mp4', 'unknown'] as const), salt: nth * 401, modified: nth }
    },
    befall(phone, clock, kill) {
      const now = () => phone.life()
      const again = (everyMs: number, act: () => void): void => {
        clock.after(random.next() * 2 * everyMs, () => {
          if (isOver) return
          act()
          again(everyMs, act)
        })
      }
      const forAWhile = (begin: () => void, mostMs: number, end: () => void) => (): void => {
        begin()
        clock.after(random.next() * mostMs, end)
      }
      again(
        10 * MINUTE,
        forAWhile(
          () => now().hide(),
          MINUTE,
          () => now().show(),
        ),
      )
      again(
        15 * MINUTE,
        forAWhile(
          () => now().setOffline(true),
          MINUTE,
          () => now().setOffline(false),
        ),
      )
      again(30 * MINUTE, () => now().setNetwork({ type: oneOf(['3g', '4g', 'wifi'] as const), weak: happens(0.3) }))
      again(
        2 * 60 * MINUTE,
        forAWhile(
          () => fill(phone, true),
          MINUTE,
          () => fill(phone, false),
        ),
      )
      again(3 * 60 * MINUTE, () => {
        phone.disk.clockOffsetMs = oneOf([-DAY, 0, DAY])
      })
      again(20 * MINUTE, kill)
    },
    end() {
      isOver = true
    },
  }
}

function fill(phone: Phone, isFull: boolean): void {
  phone.disk.isFull = isFull
}
