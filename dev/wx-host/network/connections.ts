import type { Activity } from '../device/activity'

/** The connections of one API: {@link CONNECTION_LIMIT} at a time. Each API has its own limit. */
export interface Connections {
  /**
   * Calls `start` when a connection is free: at once, or after another call has left. Returns `full` if the platform
   * does not queue. Otherwise it returns a function that leaves the queue or frees the connection; calling it again
   * does nothing.
   */
  enter(start: () => void): (() => void) | 'full'
}

/** https://developers.weixin.qq.com/miniprogram/dev/framework/ability/network.html */
export const CONNECTION_LIMIT = 10

export function createConnections(activity: Activity, beyondLimit: 'queue' | 'fail'): Connections {
  const queue: { start: () => void; leaveQueue: () => void }[] = []
  let open = 0

  const free = () => {
    open -= 1
    const next = queue.shift()
    if (!next) return
    next.leaveQueue()
    open += 1
    next.start()
  }
  return {
    enter(start) {
      if (open >= CONNECTION_LIMIT && beyondLimit === 'fail') return 'full'
      let place: 'queue' | 'open' | 'left' = open < CONNECTION_LIMIT ? 'open' : 'queue'
      const entry = {
        start: () => {
          place = 'open'
          start()
        },
        leaveQueue: place === 'queue' ? activity.track('queued') : () => {},
      }
      if (place === 'queue') queue.push(entry)
      else {
        open += 1
        start()
      }
      return () => {
        const was = place
        place = 'left'
        if (was === 'open') free()
        if (was !== 'queue') return
        queue.splice(queue.indexOf(entry), 1)
        entry.leaveQueue()
      }
    },
  }
}
