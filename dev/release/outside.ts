import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PROGRAMS, SCRIPTS } from './outside-programs'
import type { Manifest } from './packages'
import { TOOLS } from './tools'

/** How projects resolve packages. https://www.typescriptlang.org/tsconfig/#moduleResolution */
const MODES = [
  { module: 'nodenext', moduleResolution: 'nodenext' },
  { module: 'node16', moduleResolution: 'node16' },
  { module: 'esnext', moduleResolution: 'bundler' },
  { module: 'commonjs', moduleResolution: 'node10', esModuleInterop: true },
]

/** The declarations of packages are checked, too. Those of TypeScript itself are not: they take longer than all others. */
const STRICT = { noEmit: true, strict: true, skipLibCheck: false, skipDefaultLibCheck: true, target: 'es2022' }

/** Installs the tarballs into a project of somebody else, and compiles and runs programs there. Returns what is wrong. */
export async function checkOutside(root: string, tarballs: readonly string[]): Promise<string[]> {
  const project = mkdtempSync(join(tmpdir(), 'outside-'))
  try {
    writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n')
    for (const tarball of tarballs) unpack(root, tarball, join(project, 'node_modules'))
    linkTyped(project)
    return [...compiled(root, project), ...run(project)]
  } finally {
    rmSync(project, { recursive: true, force: true })
  }
}

/** Platforms whose API a program passes. */
function linkTyped(project: string): void {
  for (const name of ['typings-3', 'typings-4', '@dcloudio/types', '@tarojs/taro']) {
    mkdirSync(dirname(join(project, 'node_modules', name)), { recursive: true })
    symlinkSync(fileURLToPath(new URL(`node_modules/${name}`, TOOLS)), join(project, 'node_modules', name), 'junction')
  }
}

/** As npm would install it, with links to the dependencies, which are installed already. */
function unpack(root: string, tarball: string, modules: string): void {
  const to = mkdtempSync(join(tmpdir(), 'package-'))
  const { status, stderr } = spawnSync('tar', ['-xzf', tarball, '-C', to, '--strip-components=1'], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`tar failed: ${stderr}`)
  const manifest = JSON.parse(readFileSync(join(to, 'package.json'), 'utf8')) as Manifest
  cpSync(to, join(modules, manifest.name), { recursive: true })
  rmSync(to, { recursive: true, force: true })
  const needed = { ...manifest.dependencies, ...manifest.peerDependencies }
  for (const name of ['@types/node', '@types/react', ...Object.keys(needed)]) {
    if (existsSync(join(modules, name))) continue
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    const places = ['server', 'dev/local-cloud', ''].map((folder) => join(root, folder, 'node_modules', name))
    symlinkSync(places.find((path) => existsSync(path)) ?? '', join(modules, name), 'junction')
  }
}

function compiled(root: string, project: string): string[] {
  const tsc = createRequire(join(root, 'package.json')).resolve('typescript/bin/tsc')
  const faults: string[] = []
  for (const [name, { text, options, onlyBy }] of Object.entries(PROGRAMS)) {
    writeFileSync(join(project, name), text)
    for (const mode of MODES) {
      if (onlyBy && mode.moduleResolution !== onlyBy) continue
      const config = { compilerOptions: { ...STRICT, ...options, ...mode }, files: [name] }
      writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(config))
      const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', project], { cwd: project, encoding: 'utf8' })
      if (status !== 0) faults.push(`${name}, ${mode.moduleResolution}:\n${stdout}`)
    }
  }
  return faults
}

function run(project: string): string[] {
  return Object.entries(SCRIPTS).flatMap(([name, text]) => {
    writeFileSync(join(project, name), text)
    const { status, stderr } = spawnSync(process.execPath, [name], { cwd: project, encoding: 'utf8', timeout: 60_000 })
    return status === 0 ? [] : [`${name}: ${stderr}`]
  })
}
