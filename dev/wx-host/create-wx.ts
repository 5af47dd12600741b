import type { WxApi } from '../../miniprogram/uploader/wx/wx-api'
import { createDeviceInfo } from './device-info'
import type { Disk } from './disk'
import { createFileSystem } from './file-system'
import type { WiredDevice } from './kept-connections'
import { createLifecycle } from './lifecycle'
import { createLocalPaths } from './local-paths'
import { createLogin } from './login'
import { createNetwork } from './network'
import { createNetworkCalls } from './network-calls'
import type { WxHostOptions } from './options'
import { createPickers } from './pickers'
import type { Permissions } from './privacy'
import { createRequest } from './request'
import { createScreen } from './screen'
import { createStorage } from './storage'
import { createUploadFile } from './upload-file'

export type HostWx = ReturnType<typeof createWx>['wx']

interface Given {
  device: WiredDevice
  disk: Disk
  /** Filled by `wx.login`. */
  codes: string[]
  permissions(): Permissions
  options: WxHostOptions
}

/** Puts `wx` together, and gives the parts that a host has its hands on. */
export function createWx({ device, disk, codes, permissions, options }: Given) {
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
  const wx = fitting({
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
  })

  return { wx, paths, network, lifecycle, calls, picks: pickers.picks, closeFiles: files.close }
}

/** The compiler's word that the library's idea of `wx` is met. */
const fitting = <Wx extends WxApi>(wx: Wx): Wx => wx
