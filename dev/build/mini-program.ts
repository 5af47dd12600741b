import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { copyDeclarations } from './declarations'
import { assertEs2018 } from './es2018'
import { flatTemplate } from './flat-template'

/** The scripts of the package, without `.js`, and their sources. */
export const SCRIPTS: Readonly<Record<string, string>> = {
  index: 'uploader/wx/index.ts',
  form: 'uploader/form/index.ts',
  formats: 'uploader/form/formats.ts',
  'messages/zh': 'uploader/messages/zh/wx.ts',
  'messages/en': 'uploader/messages/en/wx.ts',
  'hints/zh': 'uploader/messages/zh/hints/wx.ts',
  'hints/en': 'uploader/messages/en/hints/wx.ts',
  'sts/index': 'uploader/sts/index.ts',
  tdesign: 'uploader/kits/tdesign.ts',
  vant: 'uploader/kits/vant.ts',
  'components/oss-uploader/oss-uploader': 'components/oss-uploader/oss-uploader.ts',
}

/**
 * The npm package for mini-programs: one script for the library, one for its signing part (`sts`), one for files by form,
 * two for each language, one for the component, and the component's templates and styles. WeChat copies exactly this folder (`"miniprogram"` of package.json).
 */
export async function buildMiniProgram(root: string, to: string): Promise<void> {
  const source = join(root, 'miniprogram')
  rmSync(to, { recursive: true, force: true })
  const component = join('components', 'oss-uploader')
  mkdirSync(join(to, component), { recursive: true })

  for (const [path, entry] of Object.entries(SCRIPTS)) {
    await build({
      ...OPTIONS,
      entryPoints: [join(source, entry)],
      outfile: join(to, `${path}.js`),
      plugins: [NO_NODE_CRYPTO, besides(path)],
    })
  }
  const template = join(component, 'oss-uploader.wxml')
  writeFileSync(join(to, template), flatTemplate(join(source, template)))
  for (const file of readdirSync(join(source, component), { recursive: true, encoding: 'utf8' })) {
    if (!/\.(json|wxss)$/.test(file)) continue
    mkdirSync(dirname(join(to, component, file)), { recursive: true })
    copyFileSync(join(source, component, file), join(to, component, file))
  }
  for (const [path, entry] of Object.entries(SCRIPTS)) {
    if (!entry.startsWith('uploader/')) continue
    const types = relative(dirname(path), entry).replace(/\\/g, '/').replace(/\.ts$/, '')
    writeFileSync(join(to, `${path}.d.ts`), `export * from '${types.startsWith('.') ? types : `./${types}`}.js'\n`)
  }
  copyDeclarations(root, 'miniprogram/uploader', join(to, 'uploader'), isForPages)
  copyDeclarations(root, join('miniprogram', component), join(to, component))
  assertEs2018(to)
}

/**
 * The compiler of an app reads every declaration below `miniprogram_npm`, imported or not, and has no types of
 * crypto-js.
 */
const isForPages = (path: string): boolean =>
  !/^(browser|frameworks|messages\/\w+\/(hints\/)?web|sts\/crypto-js-primitives\.)/.test(path.replace(/\\/g, '/'))

/**
 * Not minified: DevTools minifies the whole app, and until then the code stays readable. The function around each script
 * lets every minifier shorten its outermost names too, which it would otherwise leave as if they were globals.
 */
const OPTIONS: BuildOptions = {
  bundle: true,
  format: 'cjs',
  target: 'es2018',
  // Tells Node, and bundlers, which names `module.exports` will have.
  platform: 'node',
  mainFields: [],
  charset: 'utf8',
  logLevel: 'warning',
  banner: { js: '(() => {' },
  footer: { js: '})()' },
}

/**
 * crypto-js is bundled, because "Build npm" would copy all of it: it knows only a package's `main`. For random numbers,
 * which the library does not use, crypto-js requires Node's `crypto`.
 */
const NO_NODE_CRYPTO: Plugin = {
  name: 'no-node-crypto',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^crypto$/ }, ({ path }) => ({ path, namespace: 'absent' }))
    onLoad({ filter: /.*/, namespace: 'absent' }, () => ({ contents: 'module.exports = undefined' }))
  },
}

/**
 * A script requires the languages from their own scripts, and the component requires the library from the package's index,
 * so that an app with several of them contains each once.
 */
const posix = (...paths: string[]): string => join(...paths).replace(/\\/g, '/')

const besides = (path: string): Plugin => ({
  name: 'besides',
  setup({ onResolve }) {
    const up = path.includes('/') ? path.replace(/[^/]+\/|[^/]+$/g, (part) => (part.endsWith('/') ? '../' : '')) : './'
    onResolve({ filter: /\/uploader\/wx\/index$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: `${up}index`, external: true },
    )
    onResolve({ filter: /\/wx$/ }, ({ path: imported, resolveDir, kind }) => {
      const [, language, hints] = /\/messages\/(\w+)\/(hints\/)?wx$/.exec(posix(resolveDir, imported)) ?? []
      if (kind === 'entry-point' || !language) return undefined
      return { path: `${up}${hints ? 'hints' : 'messages'}/${language}`, external: true }
    })
  },
})
