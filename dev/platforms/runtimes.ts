import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { UploaderOptions } from '../../miniprogram/uploader/wx'

export type Wx = NonNullable<UploaderOptions['wx']>

/** What a framework makes of a platform's API, as an app imports it. */
export interface Runtime {
  name: string
  /** The global that the platform's API has. */
  global: 'my' | 'tt'
  /** Exports the framework's API as `api`. */
  script: string
}

const uni = (platform: string): string =>
  `export { default as api } from '@dcloudio/uni-mp-${platform}/dist/uni.api.esm.js'`

const taro = (platform: string): string => `
import api from '@tarojs/api'
import { initNativeApi } from '@tarojs/plugin-platform-${platform}/dist/runtime-utils.js'
initNativeApi(api)
export { api }`

export const RUNTIMES: readonly Runtime[] = [
  { name: 'uni-app on Alipay', global: 'my', script: uni('alipay') },
  { name: 'uni-app on Douyin', global: 'tt', script: uni('toutiao') },
  { name: 'Taro on Alipay', global: 'my', script: taro('alipay') },
  { name: 'Taro on Douyin', global: 'tt', script: taro('tt') },
]

/** Loads a runtime over the platform's API. @param packages the folder with the frameworks' packages */
export async function loadRuntime({ global, script }: Runtime, api: object, packages: string, to: string): Promise<Wx> {
  // A mini-program has these functions, and the frameworks look for them.
  Object.assign(globalThis, { getCurrentPages: () => [], getApp: () => ({}), requirePlugin: () => {}, [global]: api })
  await build({
    stdin: { contents: script, resolveDir: packages },
    outfile: to,
    bundle: true,
    format: 'esm',
    platform: 'node',
    define: SETTINGS,
    logLevel: 'error',
  })
  const loaded = (await import(pathToFileURL(to).href)) as { api: Wx }
  return loaded.api
}

/** What Taro's compiler replaces. */
const SETTINGS = Object.fromEntries(
  ['INNER_HTML', 'ADJACENT_HTML', 'SIZE_APIS', 'TEMPLATE_CONTENT', 'CLONE_NODE', 'CONTAINS', 'MUTATION_OBSERVER'].map(
    (name) => [`ENABLE_${name}`, 'false'],
  ),
)
