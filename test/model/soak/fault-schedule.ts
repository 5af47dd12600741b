import type { RequestFault, Target } from '../network/request-faults'
import { BACKEND_ERROR_ANSWERS, OSS_ERROR_ANSWERS, PLATFORM_ERRORS } from '../network/request-faults'
import type { Phone } from '../phone/phone'
import type { ReadFault } from '../phone/ports'
import { seededRandom } from '../seeded-random'
import type { VirtualClock } from '../virtual-clock'
import type { WorldOptions } from '../world'

/** Random faults without end: of requests, of file reads, of OSS, and of the phone. */
export interface FaultSchedule {
  requestFault(target: Target): RequestFault | undefined
  readFault(): ReadFault
  cloudFault: NonNullable<WorldOptions['cloudFault']>
  /** How many faults were injected into requests, reads and calls of OSS. */
  count(): number
  /** Makes the phone hidden, offline, slow, full, wrong about the time, or kills the app, until `end` is called. */
  disturb(phone: Phone, clock: VirtualClock, kill: () => void): void
  end(): void
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** The shares of requests, of reads and of OSS calls that fail. */
const REQUEST_FAULTS = 0.05
const READ_FAULTS = 0.001
const CLOUD_FAULTS = 0.01

export function faultSchedule(seed: number): FaultSchedule {
  const random = seededRandom(seed + 7)
  let isOver = false
  let count = 0
  const happens = (share: number): boolean => {
    const isFault = !isOver && random.next() < share
    if (isFault) count += 1
    return isFault
  }

  function kindsOfFault(target: Target): (() => RequestFault)[] {
    const answers = Object.values(target === 'backend' ? BACKEND_ERROR_ANSWERS : OSS_ERROR_ANSWERS)
    return [
      () => ({ kind: 'reset', share: random.next() }),
      () => ({ kind: 'stall', share: random.next() }),
      () => ({ kind: 'lose-answer' }),
      () => ({ kind: 'refuse', error: random.oneOf(PLATFORM_ERRORS) }),
      () => ({ kind: 'answer', answer: random.oneOf(answers) }),
    ]
  }

  return {
    requestFault: (target) => (happens(REQUEST_FAULTS) ? random.oneOf(kindsOfFault(target))() : undefined),
    readFault: () => (happens(READ_FAULTS) ? random.oneOf(['truncated', 'unreadable'] as const) : undefined),
    cloudFault: () => (happens(CLOUD_FAULTS) ? random.oneOf(['not done', 'answer lost'] as const) : undefined),
    count: () => count,
    disturb(phone, clock, kill) {
      const repeat = (everyMs: number, action: () => void): void => {
        clock.after(random.next() * 2 * everyMs, () => {
          if (isOver) return
          action()
          repeat(everyMs, action)
        })
      }
      const forUpToAMinute = (begin: () => void, end: () => void) => (): void => {
        begin()
        clock.after(random.next() * MINUTE, end)
      }
      const hide = forUpToAMinute(
        () => phone.app().hide(),
        () => phone.app().show(),
      )
      const goOffline = forUpToAMinute(
        () => phone.app().setOffline(true),
        () => phone.app().setOffline(false),
      )
      const fillStorage = forUpToAMinute(
        () => setFull(phone, true),
        () => setFull(phone, false),
      )
      const changeNetwork = (): void =>
        phone.app().setNetwork({ type: random.oneOf(['3g', '4g', 'wifi'] as const), weak: random.next() < 0.3 })
      repeat(10 * MINUTE, hide)
      repeat(15 * MINUTE, goOffline)
      repeat(30 * MINUTE, changeNetwork)
      repeat(120 * MINUTE, fillStorage)
      repeat(180 * MINUTE, () => {
        phone.disk.clockOffsetMs = random.oneOf([-DAY, 0, DAY])
      })
      repeat(20 * MINUTE, kill)
    },
    end() {
      isOver = true
    },
  }
}

function setFull(phone: Phone, isFull: boolean): void {
  phone.disk.isFull = isFull
}
