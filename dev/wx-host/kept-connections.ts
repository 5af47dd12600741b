import { type Agent, Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Device } from './device'
import type { NetworkApi } from './failures'

/**
 * Connections outlive their call and carry the next one to the same server, as on phones: `profile.socketReused`.
 * Each API has its own, since requests and uploads run over network stacks of their own.
 * https://developers.weixin.qq.com/miniprogram/dev/api/network/request/wx.request.html
 */
export interface KeptConnections {
  agentFor(api: NetworkApi, protocol: string): Agent
  /** Those that no call uses, and those that one does. */
  closeAll(): void
}

/** A device whose network is this machine's. */
export interface WiredDevice extends Device {
  kept: KeptConnections
}

/** Given up before any server does it (Node's after 5 s), so that no call is sent into a connection that is closing. */
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
