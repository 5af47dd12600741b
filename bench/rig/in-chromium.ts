import { readFile } from 'node:fs/promises'
import { type Browser, chromium } from 'playwright-core'

export interface Measured {
  ms: number
  /** The time that scripts ran on the page's own thread. */
  scriptMs: number
  /** The most memory that the page's process had for itself; files and libraries that processes share are left out. */
  peakMb: number
}

/**
 * Opens the page in a browser of its own, chooses the file, and measures what the expression takes.
 * @param expression resolves with its own time, ms
 */
export async function inChromium(url: string, path: string, expression: string): Promise<Measured> {
  const browser = await launch()
  const page = await browser.newPage()
  await page.goto(url)
  await page.setInputFiles('input', path)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  const scriptMs = async (): Promise<number> => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return 1000 * (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN)
  }
  const { processInfo } = await (await browser.newBrowserCDPSession()).send('SystemInfo.getProcessInfo')
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
  const peak = watchMemory(renderers)
  const before = await scriptMs()
  const ms = await page.evaluate<number>(expression)
  const measured = { ms, scriptMs: (await scriptMs()) - before, peakMb: peak.end() }
  await browser.close()
  return measured
}

/** Chromium of this machine, or else from an npm package. */
async function launch(): Promise<Browser> {
  // Makes the package unpack its shared libraries, which a bare system does not have.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  const executablePath = process.env.CHROMIUM_PATH ?? (await packaged.executablePath())
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
}

const EVERY_MS = 100

/** Looks at the largest of the processes again and again. */
function watchMemory(processes: number[]): { end(): number } {
  let most = 0
  const look = async (): Promise<void> => {
    for (const id of processes) most = Math.max(most, await ownMegabytes(id))
  }
  const timer = setInterval(() => void look(), EVERY_MS)
  return {
    end() {
      clearInterval(timer)
      return most
    },
  }
}

async function ownMegabytes(id: number): Promise<number> {
  const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '')
  const kilobytes = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0)
  return (kilobytes('RssAnon') + kilobytes('RssShmem')) / 1024
}
