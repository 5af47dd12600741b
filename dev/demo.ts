/**
 * npm run demo -- [--json] FILE…
 * Uploads files as a mini-program does, fetches each URL back and compares. Exit 0 only if all are equal.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { bars } from './demo/bars'
import { jsonLine, plainLines } from './demo/print'
import { uploadFiles } from './demo/upload-files'
import { findRunning } from './stack/running'
import { startStack } from './stack/stack'

const SAMPLE = relative('', fileURLToPath(new URL('samples/photo.jpg', import.meta.url)))

const USAGE = `npm run demo -- [--json] FILE…
  Uploads the files and compares what comes back; without FILE, a sample photo.
  --json   one JSON object a line: file, url, key, size, type, crc64, ms, requests
`

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean' }, help: { type: 'boolean' } },
    allowPositionals: true,
  })
  if (values.help) {
    process.stdout.write(USAGE)
    return true
  }
  const paths = positionals.length > 0 ? positionals : [SAMPLE]
  const { url, stop } = await findServer()
  try {
    const shown = bars(paths, process.stderr)
    const reports = await uploadFiles(url, paths, shown.show).finally(shown.stop)
    for (const report of reports) console.log(values.json ? jsonLine(report) : plainLines(report))
    return reports.every((report) => !('error' in report))
  } finally {
    await stop()
  }
}

/** The one that `npm start` runs, or one of our own for as long as it takes. */
async function findServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const running = await findRunning()
  if (running) return { url: running, stop: async () => {} }
  const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-'))
  const stack = await startStack({ folder })
  return {
    url: stack.url,
    async stop() {
      await stack.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

main().then(
  (allEqual) => {
    process.exitCode = allEqual ? 0 : 1
  },
  (error: Error) => {
    process.stderr.write(`${error.message}\n${USAGE}`)
    process.exitCode = 2
  },
)
