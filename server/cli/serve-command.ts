import { parseArgs } from 'node:util'
import type { Text } from './terminal/language'
import { withEnvFile } from './terminal/load-env-file'
import { EXIT, type Terminal } from './terminal/terminal'

export const SERVE_USAGE: Text = {
  zh: `serve [--routes F] [--env-file F]
  运行后端，直到收到 SIGTERM（默认读取 .env）。F 规定可以上传的文件：routes.yaml、.json 或 .js，也可以用环境变量 ROUTES 指定；
  收到 SIGHUP 时重新读取 YAML 或 JSON
`,
  en: `serve [--routes F] [--env-file F]
  Runs the backend until SIGTERM (reads .env by default). F says what may be uploaded: routes.yaml, .json or .js; or set
  ROUTES. On SIGHUP, YAML and JSON are read again.
`,
}

/** The backend goes on listening after this has returned. */
export async function serveCommand(args: string[], { env, folder }: Terminal): Promise<number> {
  const { values } = parseArgs({ args, options: { 'env-file': { type: 'string' }, routes: { type: 'string' } } })
  Object.assign(process.env, withEnvFile(env, folder, values['env-file']))
  if (values.routes !== undefined) process.env.ROUTES = values.routes
  await import('../main')
  return EXIT.ok
}
