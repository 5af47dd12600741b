import { LIMITS } from '../../contract'
import type { UploadedFile } from '../api'
import type { Gate } from '../flow/gate'
import { MOST_AT_ONCE } from '../flow/places'
import { untilStopped } from '../flow/waiting'
import type { Signal } from '../ports'
import type { TaskControl } from '../task/task'

/** The uploads of one engine that have not asked for their tickets yet. */
export interface TicketLine {
  /**
   * Waits for the upload's turn, and then runs `work`. The next uploads may follow as soon as this one sends bytes,
   * waits for something else than the link, or ends.
   * @param work must use the control that it is given
   */
  run(work: (control: TaskControl) => Promise<UploadedFile>, control: TaskControl): Promise<UploadedFile>
}

/** While a ticket call is answered, each place may become free twice, because a small file takes no longer on a fast link. */
const FEW = 2 * MOST_AT_ONCE

/**
 * Lets as many uploads begin as one ticket call may have, and the next ones when only a few of them still wait. So
 * hundreds of files do not get tickets that expire long before they are sent, and no file waits for its ticket while a
 * place is free.
 */
export function ticketLine(): TicketLine {
  const waiting: (() => void)[] = []
  let vacant = 0
  /** The uploads whose turn has come, and that have not left. */
  let within = 0

  const admit = (): void => {
    while (waiting.length > 0) {
      if (vacant === 0 && within <= FEW) vacant = LIMITS.filesPerCall
      if (vacant === 0) return
      vacant -= 1
      within += 1
      waiting.shift()?.()
    }
  }
  const leave = (): void => {
    within -= 1
    admit()
  }
  const enter = (signal: Signal): Promise<void> =>
    untilStopped(signal, (resolve) => {
      waiting.push(resolve)
      admit()
      return () => {
        const place = waiting.indexOf(resolve)
        if (place >= 0) waiting.splice(place, 1)
      }
    })

  return {
    async run(work, control) {
      const { gate, signal, retry, report } = control
      await enter(signal)
      while (isHeld(gate)) {
        leave()
        await gate.passable(signal)
        await enter(signal)
      }
      let isWithin = true
      const pass = (): void => {
        if (isWithin) leave()
        isWithin = false
      }
      const unsubscribe = gate.subscribe(() => isHeld(gate) && pass())
      try {
        return await work({
          ...control,
          report(run) {
            if (run.phase === 'sending') pass()
            report(run)
          },
          retry: {
            ...retry,
            onWait(wait) {
              // The others need not wait for this one's retries, unless more calls would only be refused too.
              if (wait.error.code !== 'too-many-requests') pass()
              return retry.onWait(wait)
            },
          },
        })
      } finally {
        unsubscribe()
        pass()
      }
    },
  }
}

/** The user decides how long. Other obstacles are the same for all uploads. */
const isHeld = (gate: Gate): boolean => /^(user|mobile-data)$/.test(gate.obstacle() ?? '')
