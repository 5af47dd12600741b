import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { copyDeclarations } from './declarations'
import { assertEs2018 } from './es2018'

/**
 * The npm package for mini-programs: one script for the library, one for its signing part (`sts`), one for the
 * component, and the component's templates and styles. WeChat copies exactly this folder (`"miniprogram"` of package.json).
 */
export async function buildMiniProgram(root: string, to: string): Promise<void> {
  const source = join(root, 'miniprogram')
  rmSync(to, { recursive: true, force: true })
  const component = join('components', 'oss-uploader')
  mkdirSync(join(to, component), { recursive: true })

  await build({ ...OPTIONS, entryPoints: [join(source, 'uploader/wx/index.ts')], outfile: join(to, 'index.js') })
  await build({
    ...OPTIONS,
    entryPoints: [join(source, 'uploader/sts/index.ts')],
    outfile: join(to, 'sts/index.js'),
    plugins: [NO_NODE_CRYPTO],
  })
  await build({
    ...OPTIONS,
    entryPoints: [join(source, component, 'oss-uploader.ts')],
    outfile: join(to, component, 'oss-uploader.js'),
    plugins: [LIBRARY_BESIDE],
  })
  for (const file of readdirSync(join(source, component), { recursive: true, encoding: 'utf8' })) {
    if (!/\.(json|wxml|wxss)$/.test(file)) continue
    mkdirSync(dirname(join(to, component, file)), { recursive: true })
    copyFileSync(join(source, component, file), join(to, component, file))
  }
  writeFileSync(join(to, 'index.d.ts'), "export * from './uploader/wx/index'\n")
  writeFileSync(join(to, 'sts/index.d.ts'), "export * from '../uploader/sts/index'\n")
  copyDeclarations(root, 'miniprogram/uploader', join(to, 'uploader'), isForPages)
  copyDeclarations(root, join('miniprogram', component), join(to, component))
  assertEs2018(to)
}

/**
 * The compiler of an app reads every declaration below `miniprogram_npm`, imported or not, and has no types of
 * crypto-js.
 */
const isForPages = (path: string): boolean => !/^(browser|sts\/crypto-js-primitives\.)/.test(path.replace(/\\/g, '/'))

/** Not minified: DevTools minifies the whole app, and until then the code stays readable. */
const OPTIONS: BuildOptions = {
  bundle: true,
  format: 'cjs',
  target: 'es2018',
  platform: 'neutral',
  charset: 'utf8',
  logLevel: 'warning',
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

/** The component imports the library from the package's index, so that an app with both contains it once. */
const LIBRARY_BESIDE: Plugin = {
  name: 'library-beside',
  setup({ onResolve }) {
    onResolve({ filter: /\/uploader\/wx\/index$/ }, () => ({ path: '../../index', external: true }))
  },
}
