import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { buildBrowser } from '../build/browser'
import { CLIENT_PROJECTS, copyDeclarations } from '../build/declarations'
import { buildMiniProgram } from '../build/mini-program'
import { buildServer, NODE_PACKAGE } from '../build/server'

/** What package.json of a workspace and of its package have. */
export interface Manifest {
  name: string
  version: string
  homepage: string
  files?: string[]
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  [field: string]: unknown
}

/** One of the packages on npm. */
export interface ReleasePackage {
  /** The folder of its workspace, below the root. */
  workspace: string
  /** Projects of TypeScript whose declarations it publishes. */
  projects: readonly string[]
  build(root: string, to: string): Promise<void>
  /** What its package.json has instead of the workspace's. Default: nothing. */
  instead?(manifest: Manifest): Partial<Manifest>
}

export const PACKAGES: readonly ReleasePackage[] = [
  {
    workspace: 'miniprogram',
    projects: CLIENT_PROJECTS,
    async build(root, to) {
      await buildMiniProgram(root, join(to, 'miniprogram_dist'))
      await buildBrowser(root, join(to, 'browser_dist'))
    },
  },
  { workspace: 'server', projects: ['server'], build: (root, to) => buildServer(root, join(to, 'dist')) },
  {
    workspace: 'dev/local-cloud',
    projects: ['dev/local-cloud'],
    build: (root, to) => buildLocalCloud(root, join(to, 'dist')),
    instead: ({ dependencies }) => ({
      bin: { 'oss-local': 'dist/cli.js' },
      main: 'dist/index.js',
      types: 'dist/types/index.d.ts',
      typesVersions: { '*': { link: ['dist/types/link/index.d.ts'] } },
      exports: {
        '.': { types: './dist/types/index.d.ts', default: './dist/index.js' },
        './link': { types: './dist/types/link/index.d.ts', default: './dist/link.js' },
        './package.json': './package.json',
      },
      files: ['dist'],
      // The workspace runs from its sources, the package does not.
      dependencies: without(dependencies, 'tsx'),
    }),
  },
]

const without = (dependencies: Record<string, string> = {}, name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(dependencies).filter(([one]) => one !== name))

/** The local OSS and STS as ES modules, with the styles and the script of the admin page beside them. */
async function buildLocalCloud(root: string, to: string): Promise<void> {
  const source = join(root, 'dev/local-cloud')
  rmSync(to, { recursive: true, force: true })
  await build({
    entryPoints: { index: join(source, 'index.ts'), link: join(source, 'link/index.ts'), cli: join(source, 'cli.ts') },
    outdir: to,
    ...NODE_PACKAGE,
  })
  for (const folder of ['browser', 'styles']) {
    cpSync(join(source, 'page', folder), join(to, folder), { recursive: true, filter: (path) => !/\.json$/.test(path) })
  }
  copyDeclarations(root, 'dev/local-cloud', join(to, 'types'), (path) => path !== 'cli.d.ts')
}
