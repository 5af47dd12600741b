import type { Clock, FileSource, Ports } from '../core/ports'
import { wxLifecycle } from './lifecycle'
import { wxStore } from './store'
import { wxTransport } from './transport'
import type { WxApi } from './wx-api'

/** All ports of the engine, over `wx` and one way to read files. */
export const portsOver = (wx: WxApi, files: FileSource, clock: Clock): Ports => ({
  transport: wxTransport(wx, clock),
  files,
  store: wxStore(wx, clock),
  clock,
  lifecycle: wxLifecycle(wx),
  random: Math.random,
})
