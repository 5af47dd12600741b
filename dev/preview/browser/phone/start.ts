/** The phone's screen: runs a mini-program in this document. The build calls {@link start} with all its files. */
import { glassEasel, MiniProgramEnv } from 'glass-easel-miniprogram-adapter'
import type { Hosts, MiniProgram } from '../../wire'
import { defineBuiltIns } from '../built-in/define-built-ins'
import type { Navigate } from '../built-in/navigator'
import { createApp } from './app'
import { createBrowserDevice } from './browser-device'
import { createWx } from './create-wx'
import { createTempFiles } from './files/temp-files'
import { listenToGestures } from './pages/gestures'
import { createPages, type Pages } from './pages/pages'
import { createUnits, type Templates, type Unit } from './units'
import { warnMissing } from './warn-missing'

export interface Bundle {
  miniProgram: MiniProgram
  templates: Templates
  /** Tags that have a template. */
  builtIns: string[]
  units: Unit[]
  runApp(): unknown
}

/**
 * WXS has neither `new` nor literals of regular expressions. Its scripts run before the mini-program starts.
 * https://developers.weixin.qq.com/miniprogram/dev/reference/wxs/06datatype.html
 */
Object.assign(globalThis, {
  getRegExp: (pattern: string, flags?: string) => new RegExp(pattern, flags),
  getDate: (...parts: [number]) => new Date(...parts),
})

export function start({ miniProgram, templates, builtIns, units, runApp }: Bundle): void {
  const { client } = window.parent
  if (!client) throw new Error("This is only the phone's screen: open the page around it, /")
  document.documentElement.dataset.theme = client.theme
  document.documentElement.lang = client.language === 'en' ? 'en' : 'zh-CN'

  const device = createBrowserDevice()
  const files = createTempFiles(device.traits.tempPrefix, device.randomHex)
  const hosts = JSON.parse(document.getElementById('hosts')?.textContent ?? '{}') as Hosts
  const { networkTimeout } = miniProgram
  const { wx, phone } = createWx({ device, client, files, hosts, networkTimeout, pages: () => pages })
  const framework = startFramework()
  const pages: Pages = createPages({
    ...framework,
    miniProgram,
    theme: () => client.theme,
    showBar: (bar) => client.showBar(bar),
  })
  Object.assign(globalThis, { wx: warnMissing('wx', wx), getCurrentPages: pages.current })
  defineBuiltIns(framework.space, builtIns, templates, { wx: wx as unknown as Navigate, urlOf: files.urlOf })
  listenToGestures(document)
  phone.setConditions(client.connect(phone))

  const app = createApp()
  wx.onAppShow(() => {
    app.notify('onShow')
    pages.notify('show')
  })
  wx.onAppHide(() => {
    pages.notify('hide')
    app.notify('onHide')
  })
  const defined = createUnits()
  app.launch(runApp)
  defined.define(framework.space, units, templates)
  const problem = pages.open(`/${miniProgram.pages[0]}`)
  if (problem) throw new Error(problem)
}

/** Starts glass-easel, WeChat's own component framework, in this document. */
function startFramework() {
  glassEasel.addGlobalWarningListener((message) => {
    console.error(message)
    return false
  })
  // As in WeChat: frameworks add the handlers of their events to a page that is running.
  glassEasel.globalOptions.useMethodCallerListeners = true
  const env = new MiniProgramEnv()
  const space = env.createCodeSpace('', true)
  const context = new glassEasel.CurrentWindowBackendContext()
  // glass-easel must not listen to DOM events: `gestures.ts` and the built-in components dispatch all events.
  context.setListenerStats = () => {}
  return { space, backend: env.associateBackend(context) }
}
