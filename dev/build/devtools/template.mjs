/**
 * Writes a mini-program as somebody begins it, with the folder to copy or with the npm package, and the page of the
 * README. `compile.mjs` compiles it then.
 *
 *     node template.mjs KIND ROOT TO     KIND: js, ts or npm; ROOT: the project after `npm run build` (for npm: after
 *                                        `npm run release -- --dry-run`)
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ci from 'miniprogram-ci'

const [kind, root, to] = process.argv.slice(2)
const app = join(to, 'miniprogram')
const isTypeScript = kind === 'ts'
/** How a page writes the path of the library. */
const library = { js: '../../wx-oss-upload/index', ts: '../../wx-oss-upload/uploader/wx/index', npm: 'wx-oss-upload' }[
  kind
]
const component = `${kind === 'npm' ? '' : '/'}wx-oss-upload/components/oss-uploader/oss-uploader`

const PAGE = isTypeScript
  ? `import { createUploader, explain } from '${library}'

const uploader = createUploader({ server: 'https://api.example.com' })

Page({
  data: { url: '', uploader },
  async add() {
    const [outcome] = await uploader.pickAndUpload({ route: 'photo' })
    if (outcome?.ok) this.setData({ url: outcome.file.url })
    else if (outcome) wx.showToast({ title: explain(outcome.error).message, icon: 'none' })
  },
})
`
  : `const { createUploader, explain } = require('${library}')

const uploader = createUploader({ server: 'https://api.example.com' })

Page({
  data: { url: '', uploader },
  async add() {
    const [outcome] = await uploader.pickAndUpload({ route: 'photo' })
    if (outcome && outcome.ok) this.setData({ url: outcome.file.url })
    else if (outcome) wx.showToast({ title: explain(outcome.error).message, icon: 'none' })
  },
})
`

const write = (path, content) => {
  mkdirSync(join(to, path, '..'), { recursive: true })
  writeFileSync(join(to, path), typeof content === 'string' ? content : JSON.stringify(content))
}

write('project.config.json', {
  appid: 'touristappid',
  compileType: 'miniprogram',
  miniprogramRoot: 'miniprogram/',
  setting: {
    es6: true,
    enhance: true,
    minified: true,
    ...(isTypeScript && { useCompilerPlugins: ['typescript'] }),
    ...(kind === 'npm' && { packNpmManually: true, packNpmRelationList: [npmRelation()] }),
  },
})
write('miniprogram/app.json', { pages: ['pages/index/index'], lazyCodeLoading: 'requiredComponents' })
write(`miniprogram/app.${isTypeScript ? 'ts' : 'js'}`, 'App({})\n')
write(`miniprogram/pages/index/index.${isTypeScript ? 'ts' : 'js'}`, PAGE)
write('miniprogram/pages/index/index.json', { usingComponents: { 'oss-uploader': component } })
write(
  'miniprogram/pages/index/index.wxml',
  '<button bindtap="add">{{url}}</button><oss-uploader uploader="{{uploader}}" route="photo" />\n',
)
if (kind === 'npm') await installPackage()
else cpSync(join(root, 'dist/copy', kind), app, { recursive: true })

function npmRelation() {
  return { packageJsonPath: './package.json', miniprogramNpmDistDir: './miniprogram/' }
}

/** As `npm install wx-oss-upload` and "Build npm" of DevTools do. */
async function installPackage() {
  const release = resolve(root, 'dist/release')
  const tarball = readdirSync(release).find((name) => /^wx-oss-upload-\d.*\.tgz$/.test(name))
  write('package.json', { private: true })
  const { status, stderr } = spawnSync('npm', ['install', '--no-audit', '--no-fund', join(release, tarball ?? '')], {
    cwd: to,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`npm install failed: ${stderr}`)
  const result = await ci.packNpmManually({
    packageJsonPath: join(to, 'package.json'),
    miniprogramNpmDistDir: app,
    ignores: [],
  })
  console.log(`packed ${result.miniProgramPackNum} package for mini-programs, ${result.warnList.length} warnings`)
  if (result.miniProgramPackNum !== 1 || result.warnList.length > 0) throw new Error(JSON.stringify(result))
}
