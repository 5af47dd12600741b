/**
 * npm run demo -- [--json] [--route NAME] FILE…
 * Uploads files as a mini-program does, fetches each URL and compares. The exit code is 0 only if all are equal.
 */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readFlags, UsageError } from '../local-cloud/command/read-flags'
import { EXIT, runCommand } from '../local-cloud/command/run-command'
import { PATHS } from '../preview/wire'
import { SAMPLE_PHOTO } from '../samples/sample-photo'
import type { Running } from '../stack/running'
import type { Disk } from '../wx-host'
import { bars } from './bars'
import { hasUnfinished, keptDisk } from './kept-disk'
import { findPlace } from './place'
import { jsonLine, plainLines } from './print'
import { findServer } from './server'
import { type Report, uploadFiles } from './upload-files'

const USAGE = `npm run demo -- [--json] [--route NAME] FILE…
  Uploads the files and compares what comes back; without FILE, a sample photo. If it is killed in the middle of a big
  file, the next run sends only what is missing.
  --route  the route for all files. Default: photo, video, audio or file, by each file's type.
  --json   one JSON object for each file: file, url, key, size, type, crc64, ms, requests
`

async function main(): Promise<number> {
  const { values, positionals } = readFlags({
    options: { json: { type: 'boolean' }, route: { type: 'string' } },
    allowPositionals: true,
  })
  await refuseFolders(positionals)
  const paths = positionals.length > 0 ? positionals : [SAMPLE_PHOTO]
  const place = await findPlace()
  const disk = keptDisk(join(place.folder, 'phone.json'))
  try {
    const { url, running, stop } = await findServer(place.folder)
    try {
      if (running) await tellSwitches(running)
      const reports = await upload(url, paths, { disk, ...(values.route !== undefined && { route: values.route }) })
      for (const report of reports) console.log(values.json ? jsonLine(report) : plainLines(report, running?.files))
      if (!running) process.stderr.write(ENDS_WITH_DEMO)
      return reports.every((report) => !('error' in report)) ? EXIT.ok : EXIT.failed
    } finally {
      await stop()
    }
  } finally {
    await place.leave(hasUnfinished(disk))
  }
}

function upload(url: string, paths: string[], given: { disk: Disk; route?: string }): Promise<Report[]> {
  const shown = bars(paths, process.stderr)
  const options = {
    ...given,
    onState: shown.show,
    onResumed: (index: number, percent: number) => shown.say(`${paths[index]}: resumed at ${percent} %`),
  }
  return uploadFiles(url, paths, options).finally(shown.stop)
}

const ENDS_WITH_DEMO = `
  这些文件在本次 demo 自己的 OSS 里，demo 结束后地址失效。先运行 npm start，地址才一直可以打开。
  The files are in the demo's own OSS, and their addresses end with it. Run npm start first: then they stay.
`

async function refuseFolders(paths: string[]): Promise<void> {
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined)
    if (found?.isDirectory()) throw new UsageError(`Expected files, got the folder ${path}`)
  }
}

/** An upload may fail because somebody has switched a fault on in the preview. */
async function tellSwitches({ preview }: Running): Promise<void> {
  const answer = await fetch(preview + PATHS.switches).catch(() => undefined)
  const on = answer?.ok ? ((await answer.json()) as string[]) : []
  if (on.length === 0) return
  process.stderr.write(`预览中的故障开关已打开 / Fault switches of the preview are on: ${on.join(', ')} (${preview})\n`)
}

await runCommand(USAGE, main)
