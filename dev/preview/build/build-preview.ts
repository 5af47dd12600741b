import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { BUILT_IN_TEMPLATES } from './built-in-templates'
import { readSources, type Sources } from './sources'
import { compileStyles } from './styles'
import { builtInPath, compileTemplates } from './templates'

/** Files by their path on the preview's server. */
export type Assets = Map<string, Uint8Array | string>

const BROWSER = fileURLToPath(new URL('../browser', import.meta.url))

/** The mini-program and the phone that runs it. @throws Error with one line for each fault */
export async function buildPhone(root: string): Promise<Assets> {
  const sources = readSources(root)
  const templates = compileTemplates(sources)
  if (templates.faults.length > 0) throw new Error(templates.faults.join('\n'))
  const assets = await bundle({
    stdin: { contents: entryCode(sources, templates.code), resolveDir: root, sourcefile: 'mini-program.js' },
    outfile: '/phone.js',
    plugins: [npmScripts(sources)],
  })
  const base = readFileSync(join(BROWSER, 'phone/phone.css'), 'utf8')
  return assets.set('/phone.css', `${base}\n${compileStyles(sources)}`)
}

/** The page around the phone. */
export const buildShell = (): Promise<Assets> =>
  bundle({ entryPoints: [join(BROWSER, 'shell/main.ts')], outfile: '/shell.js' })

/** A script that calls `phone/start.ts` with the mini-program's files, each as a function that runs it. */
function entryCode({ root, locate, units, miniProgram }: Sources, templates: string): string {
  const using = Object.fromEntries(Object.keys(BUILT_IN_TEMPLATES).map((tag) => [`wx-${tag}`, `/${builtInPath(tag)}`]))
  const unitCode = units.map(({ path, kind, scope, json }) => {
    const settings = {
      component: kind === 'component',
      ...json,
      usingComponents: { ...using, ...json.usingComponents },
    }
    const facts = JSON.stringify({ path, kind, scope, json: settings }).slice(0, -1)
    return `${facts}, "run": () => require(${JSON.stringify(locate(path))})}`
  })
  return `import { start } from ${JSON.stringify(join(BROWSER, 'phone/start.ts'))}
start({
  miniProgram: ${JSON.stringify(miniProgram)},
  templates: (0, ${templates}),
  builtIns: ${JSON.stringify(Object.keys(BUILT_IN_TEMPLATES))},
  units: [${unitCode.join(',\n')}],
  runApp: () => require(${JSON.stringify(join(root, 'app'))}),
})`
}

async function bundle(options: BuildOptions): Promise<Assets> {
  const { outputFiles = [] } = await build({
    ...options,
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    sourcemap: 'linked',
    logLevel: 'silent',
    plugins: [NODE_IN_BROWSER, ...(options.plugins ?? [])],
  })
  return new Map(outputFiles.map(({ path, contents }) => [`/${basename(path)}`, contents]))
}

/** Small stand-ins for three Node modules, so that files of `wx-host` run unmodified in the browser. */
const NODE_IN_BROWSER: Plugin = {
  name: 'node-in-browser',
  setup({ onResolve }) {
    onResolve({ filter: /^node:(buffer|path|timers)$/ }, ({ path }) => ({
      path: join(BROWSER, 'node', `${path.slice('node:'.length)}.ts`),
    }))
  },
}

/**
 * A script gets the same copy of a package as the templates. esbuild itself would take the `main` of `node_modules`, which
 * may be written for Node, or be another version than that of `miniprogram_npm`.
 */
const npmScripts = ({ scriptOf }: Sources): Plugin => ({
  name: 'npm-scripts',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, resolveDir }) => {
      const file = scriptOf(path, resolveDir)
      return file === undefined ? undefined : { path: file }
    })
  },
})
