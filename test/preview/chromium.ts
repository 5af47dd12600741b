import { existsSync } from 'node:fs'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

/** Without `--disable-web-security`, which would hide CORS errors. */
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
    executablePath: executablePath ?? (await packagedChromium()),
    args: [...QUIET, ...args],
  })
}

/** Chromium from an npm package, so that nothing has to be installed by hand. */
async function packagedChromium(): Promise<string> {
  // Makes the package unpack its shared libraries, which a bare system does not have.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x'
  const { default: carried } = await import('@sparticuz/chromium')
  return carried.executablePath()
}
