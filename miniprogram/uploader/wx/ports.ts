import type { Clock, Ports } from '../core/ports'
import { wxClock } from './clock'
import { wxFiles } from './files/files'
import { portsOver } from './ports-over'
import type { WxApi } from './wx-api'

/** All ports of the engine, over `wx`. */
export const wxPorts = (wx: WxApi, clock: Clock = wxClock): Ports => portsOver(wx, wxFiles(wx, clock), clock)
