import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { buildMiniProgram } from '../../../dev/build/mini-program'
import type { Compiled } from './compile-consumer'

/**
 * Compiles a mini-program as an outsider has it: WeChat's own types and none of Node, with the tsconfig.json of
 * DevTools' TypeScript template. Its page imports the type of the routes from the backend beside it.
 *
 * @param backend a folder whose `node_modules` has the package for servers.
 */
export async function compileWechatProject(root: string, folder: string, backend: string): Promise<Compiled[]> {
  const project = wechatTemplate(join(folder, 'wechat-project'))
  await buildMiniProgram(root, join(project, 'miniprogram/miniprogram_npm/wx-oss-upload'))
  writeFileSync(join(project, 'miniprogram/uploads.ts'), PAGE)
  writeFileSync(join(backend, 'routes.ts'), ROUTES)
  symlinkSync(backend, join(folder, 'backend'), 'junction')
  const bundler = ['--module', 'esnext', '--moduleResolution', 'bundler']
  return [[], bundler].map((options) => {
    const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
    const args = [tsc, '--noEmit', '--preserveSymlinks', '-p', project, ...options]
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    return { status, errors: stdout }
  })
}

/** A new project by DevTools' TypeScript template, with WeChat's types and none of Node. Returns the folder. */
export function wechatTemplate(project: string): string {
  mkdirSync(join(project, 'miniprogram'), { recursive: true })
  mkdirSync(join(project, 'node_modules'), { recursive: true })
  const typings = dirname(createRequire(import.meta.url).resolve('miniprogram-api-typings/package.json'))
  cpSync(join(typings, 'types'), join(project, 'typings/types'), { recursive: true })
  writeFileSync(join(project, 'typings/index.d.ts'), '/// <reference path="./types/index.d.ts" />\n')
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(TEMPLATE))
  return project
}

const TEMPLATE = {
  compilerOptions: {
    strictNullChecks: true,
    noImplicitAny: true,
    module: 'CommonJS',
    target: 'ES2020',
    allowJs: false,
    allowSyntheticDefaultImports: true,
    esModuleInterop: true,
    experimentalDecorators: true,
    noImplicitThis: true,
    noImplicitReturns: true,
    alwaysStrict: true,
    inlineSourceMap: true,
    inlineSources: true,
    noFallthroughCasesInSwitch: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    strict: true,
    strictPropertyInitialization: true,
    lib: ['ES2020'],
    typeRoots: ['./typings'],
  },
  include: ['./**/*.ts'],
  exclude: ['node_modules'],
}

const ROUTES = `
import { defineRoutes, refusal, route } from 'wx-oss-upload-server/routes'
import { z } from 'zod'

export const routes = defineRoutes({
  photo: route({
    accept: ['image/jpeg'],
    maxSize: '20MB',
    input: z.object({ album: z.number() }),
    authorize: ({ user, files }) => {
      if (files.length > 9) throw refusal(\`\${user.id} may upload 9 files\`)
    },
    onStored: async ({ file, id }) => ({ id, url: file.url }),
  }),
})

export type Routes = typeof routes
`

const PAGE = `
import type { Routes } from '../../backend/routes'
import { createUploader } from './miniprogram_npm/wx-oss-upload/index'

const uploader = createUploader<Routes>({ server: 'https://api.example.com' })
Page({
  data: { url: '' },
  async onTap() {
    const { tempFiles } = await wx.chooseMedia({ count: 1 })
    const task = uploader.upload(tempFiles[0].tempFilePath, { route: 'photo', input: { album: 1 } })
    this.setData({ url: (await task.done).data.url })
  },
})
// @ts-expect-error this route does not exist
uploader.upload('wxfile://a', { route: 'video' })
// @ts-expect-error an album is a number
uploader.upload('wxfile://a', { route: 'photo', input: { album: '1' } })
// @ts-expect-error the types of Node are not here
process.exit()
`
