/** npm run docs -- [generate | build | serve]. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { UsageError } from '../local-cloud/command/read-flags'
import { runCommand } from '../local-cloud/command/run-command'
import { generate } from './generate'

const USAGE = `npm run docs -- [generate | build | serve]
  generate  writes what the pages show of the sources: errors, properties, events, styles, media types
  build     builds the site with the API into dist/docs; the first time it installs VitePress and TypeDoc into dev/docs/site
  serve     shows the site, and each change at once (the default)
`

const SITE = fileURLToPath(new URL('site', import.meta.url))

async function main(): Promise<number> {
  const [what = 'serve', ...others] = process.argv.slice(2)
  if (others.length > 0 || !['generate', 'build', 'serve'].includes(what))
    throw new UsageError(`expected generate, build or serve, got ${[what, ...others].join(' ')}`)
  const changed = generate()
  console.log(`${changed} ${changed === 1 ? 'page has' : 'pages have'} changed`)
  if (what === 'generate') return 0
  if (!existsSync(`${SITE}/node_modules`) && run('npm', ['ci', '--no-audit', '--no-fund']) !== 0)
    throw new Error('npm ci failed in dev/docs/site')
  if (what === 'serve') return run('npx', ['vitepress', 'dev', '.'])
  const status = run('npx', ['vitepress', 'build', '.'])
  // VitePress empties the folder before.
  return API.reduce((failed, name) => failed || run('npx', ['typedoc', '--tsconfig', `api/${name}.json`]), status)
}

/** What TypeDoc makes of the docstrings, each from a file in `site/api`. */
const API = ['mini-program', 'web', 'server']

const run = (command: string, args: string[]): number =>
  spawnSync(command, args, { cwd: SITE, stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1

await runCommand(USAGE, main)
