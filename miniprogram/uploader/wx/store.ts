import type { Clock, Store } from '../core/ports'
import { type Answering, ask } from './calls/ask'
import type { WxApi } from './wx-api'

const MOST_SECONDS = 2

/**
 * The storage of `wx`. A value that cannot be read is absent; one that cannot be written, say to a full store, is lost.
 * If the storage does not answer once, it is not asked again: an upload would wait for it at each step.
 */
export function wxStore(wx: WxApi, clock: Clock): Store {
  let isSilent = false

  const asked = (api: string, begin: (callbacks: Answering) => unknown): Promise<{ data?: unknown } | undefined> => {
    if (isSilent) return Promise.resolve(undefined)
    const question = {
      api,
      begin,
      read: (result: unknown) => (result ?? {}) as { data?: unknown },
      otherwise: 'misuse' as const,
      faulty: 'misuse' as const,
      seconds: MOST_SECONDS,
      onSilence() {
        isSilent = true
      },
    }
    return ask(question, clock).catch(() => undefined)
  }
  return {
    get: (key) =>
      asked('wx.getStorage', (callbacks) => wx.getStorage({ key, ...callbacks })).then((answer) => answer?.data),
    set: (key, value) =>
      asked('wx.setStorage', (callbacks) => wx.setStorage({ key, data: value, ...callbacks })).then(() => {}),
    remove: (key) => asked('wx.removeStorage', (callbacks) => wx.removeStorage({ key, ...callbacks })).then(() => {}),
  }
}
