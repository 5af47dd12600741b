import { isText } from '../core/backend/json'
import type { Clock } from '../core/ports'
import { ask } from './calls/ask'
import { wxClock } from './clock'
import type { WxApi } from './wx-api'

/** Gets a one-time code from `wx.login`, which is valid for 5 minutes. Rejects with `login-failed`. */
export const wxLogin = (wx: WxApi, clock: Clock = wxClock): Promise<string> =>
  ask(
    {
      api: 'wx.login',
      begin: (callbacks) => wx.login(callbacks),
      read(result) {
        const { code } = result as { code: unknown }
        return isText(code) ? code : undefined
      },
      otherwise: 'login-failed',
      faulty: 'login-failed',
      seconds: 10,
    },
    clock,
  )
