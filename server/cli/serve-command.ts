import { parseArgs } from 'node:util'
import type { Text } from './terminal/language'
import { withEnvFile } from './terminal/load-env-file'
import { EXIT, type Terminal } from './terminal/terminal'

export const SERVE_USAGE: Text = {
  zh: `serve [--env-file F]
  运行后端，直到收到 SIGTERM（默认读取 .env）
`,
  en: `serve [--env-file F]
  Runs the backend until SIGTERM (reads .env by default).
`,
}

/** The backend goes on listening after this has returned. */
export async function serveCommand(args: string[], { env, folder }: Terminal): Promise<number> {
  const { values } = parseArgs({ args, options: { 'env-file': { type: 'string' } } })
  Object.assign(process.env, withEnvFile(env, folder, values['env-file']))
  await import('../main')
  return EXIT.ok
}
