import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { buildMiniProgram } from './mini-program'
import { buildUniModule } from './uni-module'

/**
 * What a project without npm copies into its mini-program, one folder each: `js/wx-oss-upload` for WeChat's JavaScript
 * template, `ts/wx-oss-upload` for its TypeScript template, and `uni_modules/wx-oss-upload` for uni-app. None has the parts
 * for web pages and for STS, nor the signatures that only STS needs.
 */
export async function buildCopy(root: string, to: string): Promise<void> {
  rmSync(to, { recursive: true, force: true })
  const scripts = join(to, 'js/wx-oss-upload')
  await buildMiniProgram(root, scripts)
  for (const path of ['sts', 'uploader']) rmSync(join(scripts, path), { recursive: true })
  // A JavaScript project has no use for declarations.
  const files = readdirSync(scripts, { recursive: true, encoding: 'utf8' })
  for (const path of files) if (path.endsWith('.d.ts')) rmSync(join(scripts, path))

  await buildUniModule(root, scripts, join(to, 'uni_modules/wx-oss-upload'))

  const sources = join(root, 'miniprogram')
  for (const folder of ['uploader', 'components']) {
    const filter = (path: string): boolean => isForMiniPrograms(relative(sources, path).replace(/\\/g, '/'))
    cpSync(join(sources, folder), join(to, 'ts/wx-oss-upload', folder), { recursive: true, filter })
  }
}

const isForMiniPrograms = (path: string): boolean =>
  !/^uploader\/(browser|frameworks|oss-v4|sts)\b|\/tsconfig\.json$|\/(web|explain-web)\.ts$/.test(path)
