import { existsSync } from 'node:fs'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

/** No `--disable-web-security`, which would hide that a page may not read an answer. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function launchChromium({ args = [], ...options }: LaunchOptions = {}): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((path) => path && existsSync(path))
  return chromium.launch({
    ...options,
    executablePath: executablePath ?? (await carriedChromium()),
    args: [...QUIET, ...args],
  })
}

/** The one inside an npm package: nothing has to be installed by hand. */
async function carriedChromium(): Promise<string> {
  // Makes it unpack the shared libraries it carries, which a bare system lacks.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x'
  const { default: carried } = await import('@sparticuz/chromium')
  return carried.executablePath()
}
