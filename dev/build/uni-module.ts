import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

interface Description {
  version: string
  license: string
  homepage: string
}

/** ES modules, because uni-app reads CommonJS only in `node_modules`. */
const SDK: Readonly<Record<string, string>> = {
  index: 'uploader/wx/index.ts',
  'messages/en': 'uploader/messages/en/wx.ts',
  'hints/en': 'uploader/messages/en/hints/wx.ts',
}

/** What the component does not require would only make the mini-program heavier. */
const NOT_OF_COMPONENT = /[/\\](form|formats|tdesign|vant)\.js$/

/**
 * The library in the folder that uni-app's market installs. `js_sdk` is for pages; uni-app copies `wxcomponents` into the
 * mini-program as it is.
 * https://uniapp.dcloud.net.cn/plugin/uni_modules.html
 * @param scripts folder of the library for mini-programs in JavaScript
 */
export async function buildUniModule(root: string, scripts: string, to: string): Promise<void> {
  mkdirSync(to, { recursive: true })
  const filter = (path: string): boolean => !NOT_OF_COMPONENT.test(path)
  cpSync(scripts, join(to, 'wxcomponents'), { recursive: true, filter })
  await build({
    entryPoints: Object.fromEntries(Object.entries(SDK).map(([name, file]) => [name, join(root, 'miniprogram', file)])),
    outdir: join(to, 'js_sdk'),
    bundle: true,
    format: 'esm',
    target: 'es2018',
    charset: 'utf8',
    logLevel: 'warning',
  })
  const npm = JSON.parse(readFileSync(join(root, 'miniprogram/package.json'), 'utf8')) as Description
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(describe(npm), null, 2)}\n`)
  copyFileSync(join(root, 'LICENSE'), join(to, 'license.md'))
  copyFileSync(join(root, 'CHANGELOG.md'), join(to, 'changelog.md'))
  writeFileSync(join(to, 'readme.md'), readMe(npm))
}

const readMe = ({ homepage }: Description): string => `# wx-oss-upload

小程序直传阿里云 OSS。用法、后端和示例：
<${pageOf(homepage, 'docs/zh-CN/frameworks/uni-app.md')}>

Uploads from mini-programs straight to Alibaba Cloud OSS. How to use it, the backend and samples:
<${pageOf(homepage, 'docs/frameworks/uni-app.md')}>
`

const pageOf = (homepage: string, path: string): string => homepage.replace(/#.*$/, `/blob/main/${path}`)

/** What the market asks for. `y`: works; `u`: not known. */
const describe = ({ version, license, homepage }: Description): object => ({
  id: 'wx-oss-upload',
  displayName: 'wx-oss-upload：直传阿里云 OSS',
  version,
  description: '小程序直传阿里云 OSS：选择、压缩、进度、重试、断点续传，附带组件和签名后端',
  keywords: ['OSS', '上传', '直传', '断点续传', '阿里云'],
  license,
  repository: homepage,
  engines: { HBuilderX: '^3.8.0' },
  dcloudext: {
    type: 'sdk-js',
    declaration: { ads: '无', data: '文件只发送到您自己的存储空间和后端', permissions: '无' },
    npmurl: '',
  },
  uni_modules: {
    dependencies: [],
    encrypt: [],
    platforms: { client: { Vue: { vue2: 'u', vue3: 'y' }, 小程序: { 微信: 'y', 阿里: 'u', 抖音字节跳动: 'u' } } },
  },
})
