import { Buffer } from 'node:buffer'
import { FAILURES, type Failure, type Outcome } from '../calls/failures'
import { type Callbacks, invokePromised } from '../calls/invoke'
import type { Device } from '../device/device'
import type { Disk } from './disk'

/** https://developers.weixin.qq.com/miniprogram/dev/framework/ability/storage.html */
const MAX_ENTRY_BYTES = 1024 * 1024
const MAX_BYTES = 10 * 1024 * 1024

/** The stored entries: values are copied through JSON, 1 MB for a key, 10 MB in total. */
function createEntries(device: Device, { storage }: Disk) {
  const used = () => [...storage].reduce((sum, [key, json]) => sum + bytesOf(key, json), 0)
  return {
    used,
    set(api: string, key: string, data: unknown): Failure | undefined {
      // A value that JSON cannot express (undefined, a function) is stored as an empty string.
      const json = JSON.stringify(data) ?? '""'
      if (device.faults.take({ api }, ['storage-full'])) return FAILURES.storageLimit(api)
      if (bytesOf(key, json) > MAX_ENTRY_BYTES) return FAILURES.entryTooLarge(api)
      const before = storage.has(key) ? bytesOf(key, storage.get(key) ?? '') : 0
      if (used() - before + bytesOf(key, json) > MAX_BYTES) return FAILURES.storageLimit(api)
      storage.set(key, json)
      return undefined
    },
    get(api: string, key: string): Outcome<{ data: unknown }> {
      const json = storage.get(key)
      return json === undefined ? { failure: FAILURES.dataNotFound(api) } : { result: { data: JSON.parse(json) } }
    },
  }
}

/** The storage calls of `wx`, asynchronous and synchronous. */
export function createStorage(device: Device, disk: Disk) {
  const { used, set, get } = createEntries(device, disk)
  const { storage } = disk
  return {
    setStorage: (options: { key: string; data: unknown } & Callbacks<object>) => {
      // Copied now: later changes of the value by the caller are not stored.
      const failure = set('setStorage', options.key, options.data)
      return invokePromised(device, 'setStorage', options, () => (failure ? { failure } : { result: {} }))
    },
    getStorage: (options: { key: string } & Callbacks<{ data: unknown }>) =>
      invokePromised(device, 'getStorage', options, () => get('getStorage', options.key)),
    removeStorage: (options: { key: string } & Callbacks<object>) => {
      storage.delete(options.key)
      return invokePromised(device, 'removeStorage', options, () => ({ result: {} }))
    },
    /** Throws where `setStorage` fails. */
    setStorageSync(key: string, data: unknown): void {
      const failure = set('setStorageSync', key, data)
      if (failure) throw new Error(failure.errMsg)
    },
    /** An empty string if the key does not exist. */
    getStorageSync(key: string): unknown {
      const found = get('getStorageSync', key)
      return 'result' in found ? found.result.data : ''
    },
    removeStorageSync(key: string): void {
      storage.delete(key)
    },
    /** Sizes in KB. */
    getStorageInfoSync: () => ({
      keys: [...storage.keys()],
      currentSize: Math.ceil(used() / 1024),
      limitSize: MAX_BYTES / 1024,
    }),
  }
}

const bytesOf = (key: string, json: string) => Buffer.byteLength(key) + Buffer.byteLength(json)
