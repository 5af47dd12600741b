import type { Ports } from '../core/ports'
import { wxClock } from './clock'
import { wxFiles } from './files'
import { wxLifecycle } from './lifecycle'
import { wxStore } from './store'
import { wxTransport } from './transport'
import type { WxApi } from './wx-api'

/** All that the engine needs, over `wx`. */
export const wxPorts = (wx: WxApi): Ports => ({
  transport: wxTransport(wx),
  files: wxFiles(wx),
  store: wxStore(wx),
  clock: wxClock,
  lifecycle: wxLifecycle(wx),
  random: Math.random,
})
