import type { Signal } from '../ports'
import { untilStopped } from './waiting'

/**
 * WeChat allows an app 10 connections of a kind at once, the app's own included; older clients fail the eleventh.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/ability/network.html
 */
export const APP_CONNECTIONS = 10

/** Runs at most `capacity` pieces of work at a time, first come, first served. */
export interface Limiter {
  run<T>(work: () => Promise<T>, signal: Signal): Promise<T>
}

export function limiter(capacity: number): Limiter {
  const waiting: (() => void)[] = []
  let running = 0

  const enter = (signal: Signal): Promise<void> =>
    untilStopped(signal, (resolve) => {
      if (running < capacity) {
        running += 1
        resolve()
        return () => {}
      }
      waiting.push(resolve)
      return () => {
        const place = waiting.indexOf(resolve)
        if (place >= 0) waiting.splice(place, 1)
      }
    })

  /** Hands the place directly to the next in line, so that a newcomer cannot take it first. */
  const leave = (): void => {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }

  return {
    async run(work, signal) {
      await enter(signal)
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}
