import { type Agent, Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { NetworkApi } from '../calls/failures'
import type { Device } from '../device/device'

/**
 * Connections stay open after their call and carry the next one to the same server, as on phones
 * (`profile.socketReused`). Each API has its own, since requests and uploads use different network stacks.
 * https://developers.weixin.qq.com/miniprogram/dev/api/network/request/wx.request.html
 */
export interface KeptConnections {
  agentFor(api: NetworkApi, protocol: string): Agent
  /** Closes idle connections and those in use. */
  closeAll(): void
}

/** A device that uses this machine's network. */
export interface WiredDevice extends Device {
  kept: KeptConnections
}

/** Idle connections close before a server would close them (Node's does after 5 s), so that no call uses a closing one. */
const IDLE_MS = 2000

export function createKeptConnections(): KeptConnections {
  const options = { keepAlive: true, timeout: IDLE_MS }
  const agents = {
    request: { http: new HttpAgent(options), https: new HttpsAgent(options) },
    uploadFile: { http: new HttpAgent(options), https: new HttpsAgent(options) },
  }
  return {
    agentFor: (api, protocol) => agents[api][protocol === 'https:' ? 'https' : 'http'],
    closeAll() {
      for (const { http, https } of Object.values(agents)) {
        http.destroy()
        https.destroy()
      }
    },
  }
}
