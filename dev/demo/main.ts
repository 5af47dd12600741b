/**
 * npm run demo -- [--json] [--route NAME] FILE…
 * Uploads files as a mini-program does, fetches each URL and compares. The exit code is 0 only if all are equal.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { SAMPLE_PHOTO } from '../samples/sample-photo'
import { bars } from './bars'
import { hasUnfinished, keptDisk } from './kept-disk'
import { findPlace } from './place'
import { jsonLine, plainLines } from './print'
import { findServer } from './server'
import { uploadFiles } from './upload-files'

const USAGE = `npm run demo -- [--json] [--route NAME] FILE…
  Uploads the files and compares what comes back; without FILE, a sample photo. If it is killed in the middle of a big
  file, the next run sends only what is missing.
  --route  the route for all files. Default: photo, video, audio or file, by each file's type.
  --json   one JSON object for each file: file, url, key, size, type, crc64, ms, requests
`

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean' }, route: { type: 'string' }, help: { type: 'boolean' } },
    allowPositionals: true,
  })
  if (values.help) {
    process.stdout.write(USAGE)
    return true
  }
  const paths = positionals.length > 0 ? positionals : [SAMPLE_PHOTO]
  const place = await findPlace()
  const disk = keptDisk(join(place.folder, 'phone.json'))
  const { url, stop } = await findServer(place.folder)
  try {
    const shown = bars(paths, process.stderr)
    const options = {
      disk,
      ...(values.route !== undefined && { route: values.route }),
      onState: shown.show,
      onResumed: (index: number, percent: number) => shown.say(`${paths[index]}: resumed at ${percent} %`),
    }
    const reports = await uploadFiles(url, paths, options).finally(shown.stop)
    for (const report of reports) console.log(values.json ? jsonLine(report) : plainLines(report))
    return reports.every((report) => !('error' in report))
  } finally {
    await stop()
    await place.leave(hasUnfinished(disk))
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
