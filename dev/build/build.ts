/** `npm run build`: builds both npm packages into the folders that their package.json publish, and the folders to copy. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readFlags } from '../local-cloud/command/read-flags'
import { runCommand } from '../local-cloud/command/run-command'
import { buildBrowser } from './browser'
import { buildCopy } from './copy'
import { CLIENT_PROJECTS, emitDeclarations } from './declarations'
import { entryWeights, weightLine } from './entries'
import { buildMiniProgram, SCRIPTS } from './mini-program'
import { HEAVY, roomsLine, roomsOf } from './rooms'
import { buildServer } from './server'
import { folderLine, sizeLines } from './sizes'

const USAGE = `npm run build
  Builds both npm packages into the folders that their package.json publish, and dist/copy for projects without npm:
  dist/copy/js/wx-oss-upload for JavaScript, dist/copy/ts/wx-oss-upload for TypeScript, and
  dist/copy/uni_modules/wx-oss-upload for uni-app. It takes no options.
`

const root = fileURLToPath(new URL('../..', import.meta.url))
const miniProgram = join(root, 'miniprogram/miniprogram_dist')
const browser = join(root, 'miniprogram/browser_dist')

async function main(): Promise<void> {
  readFlags({ options: {} })
  emitDeclarations(root, [...CLIENT_PROJECTS, 'server'])
  await buildMiniProgram(root, miniProgram)
  await buildBrowser(root, browser)
  await buildServer(root, join(root, 'server/dist'))
  await buildCopy(root, join(root, 'dist/copy'))

  const scripts = Object.keys(SCRIPTS).map((path) => join(miniProgram, `${path}.js`))
  const browserScripts = readdirSync(browser)
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(browser, name))
  for (const line of await sizeLines(root, [...scripts, ...browserScripts])) console.log(line)
  for (const weight of await entryWeights(miniProgram, browser)) console.log(weightLine(weight))
  for (const [name, entry] of Object.entries(HEAVY)) console.log(roomsLine(name, await roomsOf(root, entry)))
  for (const folder of [join(miniProgram, 'components/oss-uploader'), join(miniProgram, 'sts'), miniProgram]) {
    console.log(await folderLine(root, folder))
  }
}

await runCommand(USAGE, main)
