import type { Clock } from '../core/ports'

/**
 * Browsers slow the timers of hidden pages down to one a second, and later to one a minute, but not their messages. The
 * engine waits for 0 ms to let other code run, and a checksum does so often: such a wait is a message.
 * https://developer.chrome.com/blog/timer-throttling-in-chrome-88
 */
export const browserClock: Clock = {
  now: () => Date.now(),
  after(ms, then) {
    if (ms <= 0) return inTurn(then)
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
}

function inTurn(then: () => void): () => void {
  const { port1, port2 } = new MessageChannel()
  const close = (): void => port1.close()
  port1.onmessage = () => {
    close()
    then()
  }
  port2.postMessage(0)
  return close
}
