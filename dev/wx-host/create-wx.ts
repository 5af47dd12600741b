import { createDeviceInfo } from './app/device-info'
import { createLifecycle } from './app/lifecycle'
import { createLogin } from './app/login'
import { createScreen } from './app/screen'
import { createFileSystem } from './files/file-system'
import { createLocalPaths } from './files/local-paths'
import type { WiredDevice } from './network/kept-connections'
import { createNetwork } from './network/network'
import { createNetworkCalls } from './network/network-calls'
import { createRequest } from './network/request/request'
import { createUploadFile } from './network/upload/upload-file'
import type { WxHostOptions } from './options'
import { createPickers } from './pickers/pickers'
import type { Permissions } from './pickers/privacy'
import type { Disk } from './storage/disk'
import { createStorage } from './storage/storage'

export type HostWx = ReturnType<typeof createWx>['wx']

interface WxContext {
  device: WiredDevice
  disk: Disk
  /** `wx.login` appends its codes here. */
  codes: string[]
  permissions(): Permissions
  options: WxHostOptions
}

/** Composes `wx`, and returns it with the parts that the host controls. */
export function createWx({ device, disk, codes, permissions, options }: WxContext) {
  const { suspendAfterMs = 5000, onReturn = 'callbacks-first', pickersHideApp = false } = options
  const network = createNetwork(device, () => {
    calls.disconnectAll()
    device.kept.closeAll()
  })
  const lifecycle = createLifecycle(device, { suspendAfterMs, onReturn }, () => calls.interruptAll())
  const calls = createNetworkCalls(device, {
    domains: options.domains,
    networkTimeout: { request: 60_000, uploadFile: 60_000, ...options.networkTimeout },
    isHidden: lifecycle.isHidden,
    isOnline: network.isOnline,
  })
  const paths = createLocalPaths(device, disk)
  const files = createFileSystem(device, paths)
  const pickers = createPickers({
    device,
    paths,
    permissions,
    onOpen: () => pickersHideApp && lifecycle.hide(),
    onClose: () => pickersHideApp && lifecycle.show(),
  })
  const wx = {
    env: { USER_DATA_PATH: device.traits.userDataPath },
    uploadFile: createUploadFile(device, calls, paths),
    request: createRequest(device, calls),
    getFileSystemManager: () => files.manager,
    login: createLogin(device, codes, network.isOnline),
    ...createStorage(device, disk),
    ...network.wx,
    ...lifecycle.wx,
    ...pickers.wx,
    ...createScreen(device),
    ...createDeviceInfo(device.platform),
  }

  return { wx, paths, network, lifecycle, calls, picks: pickers.picks, closeFiles: files.close }
}
