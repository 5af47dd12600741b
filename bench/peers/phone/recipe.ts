import { basename } from 'node:path'
import type { HostWx } from '../../../dev/wx-host'
import { fulfilled, type PhonePeer } from './peer'

interface Policy {
  host: string
  dir: string
  policy: string
  signature: string
  accessKeyId: string
}

/**
 * What most pages do that follow a published recipe: one policy for all files, then one `wx.uploadFile` each. It takes
 * any answer for a success, and does not retry.
 */
export const recipe: PhonePeer = {
  async send({ wx }, paths, far) {
    const policy = await ask(wx, far.policy)
    return fulfilled(paths.map((path) => post(wx, path, policy)))
  },
}

const ask = (wx: HostWx, url: string): Promise<Policy> =>
  new Promise((resolve, reject) => {
    wx.request({ url, success: ({ data }) => resolve(data as unknown as Policy), fail: reject })
  })

const post = (wx: HostWx, filePath: string, { host, dir, policy, signature, accessKeyId }: Policy): Promise<unknown> =>
  new Promise((success, fail) => {
    const key = `${dir}${Math.random().toString(36).slice(2)}-${basename(filePath)}`
    const formData = { key, policy, OSSAccessKeyId: accessKeyId, signature, success_action_status: '200' }
    wx.uploadFile({ url: host, filePath, name: 'file', formData, success, fail })
  })
