/** Programs of somebody who has the packages from npm. */
export interface Program {
  text: string
  /** Of the compiler. */
  options: { types: readonly string[]; lib: readonly string[]; skipLibCheck?: true }
  /** The only way to resolve packages with which it is compiled. Default: all. */
  onlyBy?: 'bundler'
}

/** `never` unless the type is known: a declaration that cannot be found makes everything `any`, in silence. */
const KNOWN = `type Known<T> = 0 extends 1 & T ? never : T
const known = <T>(value: Known<T>): T => value as T
`

/** A program that passes its platform's own API. The typings of platforms have errors of their own. */
const passing = (api: string, types: readonly string[], before = ''): Program => ({
  text: `${before}import { createUploader } from 'wx-oss-upload'
export const uploader = createUploader({ server: 'https://api.example.com', wx: ${api} })
`,
  options: { types, lib: ['es2020', 'dom'], skipLibCheck: true },
  onlyBy: 'bundler',
})

export const PROGRAMS: Readonly<Record<string, Program>> = {
  'typings-3.ts': passing('wx', ['typings-3']),
  'typings-4.ts': passing('wx', ['typings-4']),
  'uni-app.ts': passing('uni', ['@dcloudio/types']),
  'taro.ts': passing('Taro', [], "import Taro from '@tarojs/taro'\n"),

  'backend.ts': {
    text: `${KNOWN}
import { createApp, defineRoutes, Fault, readEnvironment, route, type App, type AppOptions } from 'wx-oss-upload-server'
const routes = defineRoutes({ photo: route({ accept: ['image/jpeg'], maxSize: '5MB' }) })
const app: App = known(createApp(known(readEnvironment(process.env)), { routes }))
export const options: AppOptions = known<AppOptions>({ routes })
export const answer: Promise<Response> = known(app.fetch(new Request('http://localhost/')))
// @ts-expect-error a code of the closed list
export const fault = new Fault('no-such-code')
// @ts-expect-error accept is missing
route({ maxSize: '5MB' })
`,
    options: { types: ['node'], lib: ['es2022'] },
  },
  'routes.ts': {
    text: `${KNOWN}
import { defineRoutes, refusal, route } from 'wx-oss-upload-server/routes'
export const routes = defineRoutes({
  photo: route({ accept: ['image/jpeg'], maxSize: '5MB', onStored: async ({ file }) => ({ url: known(file.url) }) }),
})
export const error: Error = known(refusal('no'))
// @ts-expect-error the types of Node are not here
process.exit()
`,
    options: { types: [], lib: ['es2022'] },
  },
  'mini-program.ts': {
    text: `${KNOWN}
import { createUploader, explain, type UploadedFile } from 'wx-oss-upload'
import { createUploader as createFormUploader } from 'wx-oss-upload/form'
import { mediaTypeOf } from 'wx-oss-upload/formats'
import { en } from 'wx-oss-upload/messages/en'
import { zh } from 'wx-oss-upload/hints/zh'
import { createStsUploader } from 'wx-oss-upload/sts'
import { createStsUploader as sameStsUploader } from 'wx-oss-upload/sts/index'
import type { UploaderItem } from 'wx-oss-upload/components/oss-uploader/item'
import { createUploader as byPath } from 'wx-oss-upload/miniprogram_dist/index'
import { requestMethod } from 'wx-oss-upload/tdesign'
import { afterRead } from 'wx-oss-upload/vant'
type Routes = { photo: { readonly '~types'?: { input: { album: number }; data: { id: string } } } }
const uploader = known(createUploader<Routes>({ server: 'https://api.example.com' }))
export const done: Promise<UploadedFile<{ id: string }>> = known(uploader.upload('a', { route: 'photo', input: { album: 1 } }).done)
export const light = known(createFormUploader<Routes>({ server: 'https://api.example.com', typeOf: known(mediaTypeOf) }))
export const words: string = known(explain({ code: 'network' }, en).message) + explain({ code: 'network' }, zh).hint
export const sts = [known(createStsUploader), known(sameStsUploader), known(byPath)]
export const item: UploaderItem = known<UploaderItem>({ uid: '1', kind: 'image', status: 'done' })
export const kits = [
  requestMethod(uploader, { route: 'photo', input: { album: 1 }, language: en }),
  afterRead(uploader, { route: 'photo', input: { album: 1 }, list: 'files' }),
]
// @ts-expect-error this route does not exist
uploader.upload('a', { route: 'video' })
// @ts-expect-error the input is missing
afterRead(uploader, { route: 'photo' })
`,
    options: { types: [], lib: ['es2020'] },
  },
  'page.ts': {
    text: `${KNOWN}
import { createUploader, explain, zh } from 'wx-oss-upload/browser'
import { en } from 'wx-oss-upload/browser/hints'
import { useUploader } from 'wx-oss-upload/react'
import { useUploader as useInVue } from 'wx-oss-upload/vue'
const headers = async () => ({ authorization: 'Bearer token' })
const uploader = known(createUploader({ server: 'https://api.example.com', headers }))
export const url: Promise<string> = uploader.upload(new File([], 'a'), { route: 'photo' }).done.then(({ url }) => known(url))
export const words: string = known(explain({ code: 'network' }, zh).message) + explain({ code: 'network' }, en).hint
export const views = () => [known(useUploader(uploader).uploads), known(useInVue(uploader).uploads.value)]
`,
    options: { types: [], lib: ['es2022', 'dom'] },
  },
  'cloud.ts': {
    text: `${KNOWN}
import { startLocalCloud, type LocalCloud } from 'oss-local'
import { startLink } from 'oss-local/link'
export async function open(): Promise<string> {
  const cloud: LocalCloud = known(await startLocalCloud({}))
  return known((await startLink({ target: cloud.ossUrl })).url)
}
`,
    options: { types: ['node'], lib: ['es2022'] },
  },
}

/** They end with 0. */
export const SCRIPTS: Readonly<Record<string, string>> = {
  'backend.mjs': `import { defineRoutes, route } from 'wx-oss-upload-server'
defineRoutes({ photo: route({ accept: ['image/jpeg'], maxSize: '5MB' }) })
`,
  'mini-program.mjs': `import { createUploader, explain } from 'wx-oss-upload'
import { createStsUploader } from 'wx-oss-upload/sts'
if (!explain({ code: 'network' }).message || !createUploader || !createStsUploader) process.exit(1)
`,
  'mini-program.cjs': `const { createUploader } = require('wx-oss-upload')
const { createUploader: form } = require('wx-oss-upload/form')
if (!createUploader || !form) process.exit(1)
`,
  'server-rendered.mjs': `import { createUploader } from 'wx-oss-upload/browser'
createUploader({ server: 'https://api.example.com', headers: async () => ({}) })
`,
  'cloud.mjs': `import { startLocalCloud } from 'oss-local'
const cloud = await startLocalCloud({ folder: 'data' })
const { status } = await fetch(cloud.ossUrl)
const page = await fetch(cloud.adminUrl + '/page.css')
const script = await fetch(cloud.adminUrl + '/page.js')
await cloud.close()
if (status !== 403 || !page.ok || !script.ok) throw new Error([status, page.status, script.status].join())
`,
}
