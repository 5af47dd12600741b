import type { WxApi } from '../../../../miniprogram/uploader/wx/wx-api'
import { createLifecycle } from '../../../wx-host/app/lifecycle'
import { createLogin } from '../../../wx-host/app/login'
import { createListeners, type Listeners } from '../../../wx-host/calls/listeners'
import type { Device } from '../../../wx-host/device/device'
import { createNetwork } from '../../../wx-host/network/network'
import { createNetworkCalls } from '../../../wx-host/network/network-calls'
import { createStorage } from '../../../wx-host/storage/storage'
import type { Hosts, MiniProgram, Theme } from '../../wire'
import type { Client, Conditions, Phone } from '../client'
import { createDeviceInfo } from './device-info'
import { createFileSystem } from './files/file-system'
import { createPickers } from './files/pickers'
import { createPictures } from './files/pictures'
import type { TempFiles } from './files/temp-files'
import { keptMap } from './kept-map'
import type { Net } from './network/http'
import { createNotes } from './network/notes'
import { createRequest } from './network/request'
import { createSlowLink } from './network/slow-link'
import { createUploadFile } from './network/upload-file'
import { createNavigation } from './pages/navigation'
import type { Pages } from './pages/pages'
import { createScreen } from './screen'

interface WxContext {
  device: Device
  client: Client
  files: TempFiles
  hosts: Hosts
  networkTimeout: MiniProgram['networkTimeout']
  pages: () => Pages
}

/** Milliseconds from a hide to the interruption of network calls and the suspension of the thread, as on phones. */
const SUSPEND_AFTER_MS = 5000

/** Composes `wx`, and returns it with the phone's controls for the page around it. */
export function createWx({ device, client, files, hosts, networkTimeout, pages }: WxContext) {
  const network = createNetwork(device, () => calls.disconnectAll())
  const lifecycle = createLifecycle(device, { suspendAfterMs: SUSPEND_AFTER_MS, onReturn: 'callbacks-first' }, () =>
    calls.interruptAll(),
  )
  const calls = createNetworkCalls(device, {
    domains: undefined,
    networkTimeout: { request: 60_000, uploadFile: 60_000, ...networkTimeout },
    isHidden: lifecycle.isHidden,
    isOnline: network.isOnline,
  })
  const conditions: Conditions = { isOnline: true, isSlow: false }
  const net = createNet(hosts, () => conditions.isSlow)
  const notes = createNotes((note) => client.note(note))
  const themeChange = createListeners<{ theme: Theme }>(device.thread)
  const wx = asWxApi({
    env: { USER_DATA_PATH: device.traits.userDataPath },
    uploadFile: createUploadFile(device, calls, files, net, notes),
    request: createRequest(device, calls, net, notes),
    login: createLogin(device, [], network.isOnline),
    ...createStorage(device, { storage: keptMap('wx:'), temporary: new Map(), userDirectory: () => '', remove() {} }),
    ...createFileSystem(device, files),
    ...network.wx,
    ...lifecycle.wx,
    ...createPickers(device, client, files),
    ...createPictures(device, files),
    ...createScreen(device, client, files),
    ...createDeviceInfo(client),
    ...createNavigation(device, pages),
    onThemeChange: themeChange.on,
    offThemeChange: themeChange.off,
    nextTick: (then: () => void) => setTimeout(then, 0),
  })
  return { wx, phone: createPhone({ conditions, network, lifecycle, themeChange, pages }) }
}

function createNet(hosts: Hosts, isSlow: () => boolean): Net {
  const link = createSlowLink((ms) => new Promise((resolve) => setTimeout(resolve, ms)))
  return { hosts, slow: () => (isSlow() ? link : undefined) }
}

interface PhoneParts {
  conditions: Conditions
  network: ReturnType<typeof createNetwork>
  lifecycle: ReturnType<typeof createLifecycle>
  themeChange: Listeners<{ theme: Theme }>
  pages: () => Pages
}

const createPhone = ({ conditions, network, lifecycle, themeChange, pages }: PhoneParts): Phone => ({
  setTheme(theme) {
    document.documentElement.dataset.theme = theme
    themeChange.fire({ theme })
    pages().redrawBar()
  },
  setConditions(next) {
    Object.assign(conditions, next)
    network.setType(networkTypeOf(next))
    network.setWeak(next.isSlow)
  },
  hide: lifecycle.hide,
  show: lifecycle.show,
  back: () => void pages().back(1),
})

function networkTypeOf({ isOnline, isSlow }: Conditions) {
  if (!isOnline) return 'none'
  return isSlow ? '3g' : 'wifi'
}

/** The compiler checks that this `wx` has all that the library needs. */
const asWxApi = <Wx extends WxApi>(wx: Wx): Wx => wx
