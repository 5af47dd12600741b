import type { HostWx } from '../wx-host'

/**
 * Douyin's `tt` as its typings (@douyin-microapp/typings 1.3) describe it, over real sockets and files. It is like `wx`, but
 * an upload tells neither the headers of its answer nor when they arrive.
 * @param wx what connects, stores and reads
 */
export function douyinOver(wx: HostWx): Record<string, unknown> {
  const tt: Record<string, unknown> = {
    canIUse: (name: string) => name in tt,
    getSystemInfoSync: () => ({ language: 'zh_CN', platform: 'android', appName: 'Douyin' }),
    uploadFile({ success, ...options }: Parameters<HostWx['uploadFile']>[0]) {
      const { abort, onProgressUpdate } = wx.uploadFile({
        ...options,
        success: ({ data, statusCode, errMsg }) => success?.({ data, statusCode, errMsg }),
      })
      return { abort, onProgressUpdate }
    },
  }
  for (const name of SAME) tt[name] = wx[name]
  return tt
}

const SAME = [
  'request',
  'login',
  'getFileSystemManager',
  'getStorage',
  'setStorage',
  'removeStorage',
  'getNetworkType',
  'onNetworkStatusChange',
  'setKeepScreenOn',
  'onAppShow',
  'onAppHide',
  'chooseMedia',
] as const
