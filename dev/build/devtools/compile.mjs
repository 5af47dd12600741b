/**
 * Compiles the mini-program as WeChat DevTools would, offline, and looks at every script that comes out. It must be
 * ES2018: what DevTools leaves as it was (`?.`, say) stops the app on iOS 13. And what it requires must be there: the
 * compiler drops in silence what it does not find, and WeChat's `require` knows no folder with an index.
 *
 *     node compile.mjs PROJECT     the folder of project.config.json
 *
 * From a copy of this folder, after `npm ci` there: miniprogram-ci is too big to be a dependency of the project.
 */
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, posix, resolve } from 'node:path'
import { parse } from 'acorn'
import ci from 'miniprogram-ci'

/** Of one package. https://developers.weixin.qq.com/miniprogram/dev/framework/subpackages.html */
const MOST_BYTES = 2 * 1024 * 1024
const projectPath = resolve(process.argv[2] ?? '.')
const { setting, appid } = JSON.parse(readFileSync(join(projectPath, 'project.config.json'), 'utf8'))
const work = mkdtempSync(join(tmpdir(), 'devtools-'))

try {
  const files = await compile()
  const scripts = Object.keys(files).filter((path) => path.endsWith('.js'))
  if (scripts.length === 0) throw new Error(`expected scripts, got ${Object.keys(files).join(', ') || 'nothing'}`)
  const faults = scripts.flatMap((path) => [
    ...syntaxFault(path, String(files[path])),
    ...missingModules(path, String(files[path]), files),
  ])
  const bytes = Object.values(files).reduce((total, file) => total + Buffer.byteLength(file), 0)
  if (bytes > MOST_BYTES) faults.push(`${bytes} bytes: a package may have ${MOST_BYTES}`)
  for (const fault of faults) console.error(fault)
  console.log(
    `${Object.keys(files).length} files, ${(bytes / 1024).toFixed(1)} KB of 2048 KB, ` +
      `${scripts.length} scripts, ${faults.length} faults`,
  )
  process.exitCode = faults.length > 0 ? 1 : 0
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  rmSync(work, { recursive: true, force: true })
  // Its worker threads would keep the process for ever.
  process.exit()
}

async function compile() {
  const project = new ci.Project({
    // A tourist's has no upload key; nothing is sent, so any will do.
    appid: appid === 'touristappid' ? 'wx0000000000000000' : appid,
    type: 'miniProgram',
    projectPath,
    privateKeyPath: privateKey(),
    ignores: ['node_modules/**/*'],
  })
  // These two would ask WeChat's servers what the app may do.
  project.attr = async () => ci.DefaultProjectAttr
  project.attrSync = () => ci.DefaultProjectAttr
  return ci.getCompiledResult({ project, version: '0.0.0', setting, onProgressUpdate: () => {} }, join(work, 'out.zip'))
}

/** It only wants to see a key in PKCS#1. */
function privateKey() {
  const path = join(work, 'key.pem')
  const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  writeFileSync(path, key.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 })
  return path
}

function syntaxFault(path, text) {
  try {
    parse(text, { ecmaVersion: 2018, sourceType: 'script' })
    return []
  } catch (error) {
    return [`${path}: not ES2018: ${error.message}`]
  }
}

/** Where WeChat looks for a module. A name is one of a package of npm, and only there an index is known. */
function placesOf(path, name) {
  const plain = name.replace(/\.js$/, '')
  if (/^[./]/.test(name)) return [`${posix.join(posix.dirname(path), plain)}.js`]
  return [`miniprogram_npm/${plain}.js`, `miniprogram_npm/${plain}/index.js`]
}

function missingModules(path, text, files) {
  const required = [...text.matchAll(/\brequire\(\s*["']([^"']+)["']\s*\)/g)].map(([, name]) => name)
  return required
    .filter((name) => !placesOf(path, name).some((place) => place in files))
    .map((name) => `${path}: requires ${name}, which is not in the package`)
}
