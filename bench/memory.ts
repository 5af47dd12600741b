/**
 * npm run bench: peak memory of one process that is phone, backend, OSS and STS at once, for a small and for a big
 * video. What counts is the ratio within one run: machines differ.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MB = 1024 ** 2
const SIZES = [1 * MB, 1024 * MB]

/** An MP4 by its first bytes; the rest is a hole, which takes no room on the disk. */
async function writeVideo(path: string, size: number): Promise<void> {
  const file = await open(path, 'w')
  await file.write(Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom')]))
  await file.truncate(size)
  await file.close()
}

/** Runs the demo and gives its peak resident set, MB. */
function peakOf(path: string, home: string): Promise<number> {
  const report = "process.on('exit', () => process.stderr.write('peak=' + process.resourceUsage().maxRSS))"
  const preload = `data:text/javascript,${encodeURIComponent(report)}`
  const args = ['--import', preload, '--import', 'tsx', 'dev/demo.ts', '--json', path]
  return new Promise((resolve, reject) => {
    let stderr = ''
    const demo = spawn(process.execPath, args, { env: { ...process.env, LOCAL_CLOUD_HOME: home } })
    demo.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    demo.once('close', (exitCode) => {
      const kilobytes = Number(/peak=(\d+)/.exec(stderr)?.[1])
      if (exitCode === 0) resolve(kilobytes / 1024)
      else reject(new Error(`demo ended with ${exitCode}: ${stderr}`))
    })
  })
}

const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-bench-'))
try {
  const peaks: number[] = []
  for (const size of SIZES) {
    const path = join(folder, `${size}.mp4`)
    await writeVideo(path, size)
    const peak = await peakOf(path, folder)
    peaks.push(peak)
    console.log(`${String(size / MB).padStart(5)} MB uploaded and compared: peak ${peak.toFixed(0)} MB`)
  }
  const [small = 1, big = 1] = peaks
  console.log(`1024 times the file: ${(big / small).toFixed(2)} times the memory`)
} finally {
  await rm(folder, { recursive: true, force: true })
}
