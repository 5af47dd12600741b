import type { Clock, Ports } from '../core/ports'
import { wxClock } from './clock'
import { wxFiles } from './files'
import { wxLifecycle } from './lifecycle'
import { wxStore } from './store'
import { wxTransport } from './transport'
import type { WxApi } from './wx-api'

/** All ports of the engine, over `wx`. */
export const wxPorts = (wx: WxApi, clock: Clock = wxClock): Ports => ({
  transport: wxTransport(wx, clock),
  files: wxFiles(wx, clock),
  store: wxStore(wx, clock),
  clock,
  lifecycle: wxLifecycle(wx),
  random: Math.random,
})
