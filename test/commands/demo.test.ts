import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { command, type Ran } from './command'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-demo-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const begin = command('dev/demo/main.ts')
const demo = (...args: string[]): Promise<Ran> => begin(args, folder).ended
const linesOf = ({ stdout }: Ran) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

async function file(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

/** Kills the demo as soon as the local OSS holds this many parts of its file. */
async function killedAt(parts: number, path: string): Promise<Ran> {
  const { child, ended } = begin([path], folder)
  let hasEnded = false
  void ended.then(() => {
    hasEnded = true
  })
  while (!hasEnded && (await partsHeld()) < parts) await new Promise((resolve) => setTimeout(resolve, 20))
  child.kill('SIGKILL')
  return ended
}

const resumedAt = ({ stderr }: Ran): number => Number(/big\.mp4: resumed at (\d+) %/.exec(stderr)?.[1])

async function partsHeld(): Promise<number> {
  const uploads = join(folder, 'demo', 'objects', 'uploads')
  const names = await readdir(uploads, { recursive: true }).catch(() => [])
  return names.filter((name) => /\/\d+\.json$/.test(name)).length
}

describe('npm run demo', () => {
  it('sends the sample photo when no file is named', async () => {
    const { exitCode, stdout, stderr } = await demo()
    expect(stdout).toMatch(
      /^✓ dev\/samples\/photo\.jpg .*image\/jpeg {2}crc64 \d+ .*2 requests\n {2}uploads\/photo\/\S+\n$/,
    )
    // Its OSS ends with the demo, and so would a URL.
    expect(stderr).toContain('npm start')
    expect(exitCode).toBe(0)
  })

  it('prints one line of JSON for each file, and uploads each by the route of its kind', async () => {
    const paths = [
      await file('照片 1.jpg', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(100_000, 7)])),
      await file(
        'clip.mp4',
        Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(50_000)]),
      ),
      await file('one.txt', '123456789'),
    ]
    const ran = await demo('--json', ...paths)
    const lines = linesOf(ran)
    expect(ran.exitCode).toBe(0)
    expect(lines.map(({ file: path, size, type }) => [path, size, type])).toEqual([
      [paths[0], 100_004, 'image/jpeg'],
      [paths[1], 50_012, 'video/mp4'],
      [paths[2], 9, 'text/plain'],
    ])
    // The catalogue's check value: https://reveng.sourceforge.io/crc-catalogue/all.htm#crc.cat.crc-64-xz
    expect(lines[2].crc64).toBe('11051210869376104954')
    expect(lines.map(({ key }) => key.split('/')[1])).toEqual(['photo', 'video', 'file'])
    for (const { url, ms, requests } of lines) {
      expect([typeof url, typeof ms, typeof requests]).toEqual(['string', 'number', 'number'])
    }
    // One ticket call a route, of which the first brings the session, and one POST a file.
    expect(lines.reduce((sum, { requests }) => sum + requests, 0)).toBe(3 + 3)
  })

  it('uploads all files to the route that is named, and says which one is unknown', async () => {
    const note = await file('note.txt', 'hello')
    const ran = await demo('--json', '--route', 'file', note)
    expect([ran.exitCode, linesOf(ran)[0].key.split('/')[1]]).toEqual([0, 'file'])
    const [report] = linesOf(await demo('--json', '--route', 'photos', note))
    expect(report).toMatchObject({ code: 'unknown-route', hint: { en: expect.stringContaining('photos') } })
  })

  it('fails with code and message for a bad file, and still uploads the good one', async () => {
    const ran = await demo(
      '--json',
      await file('empty.jpg', ''),
      await file('good.txt', 'hello'),
      join(folder, 'none.jpg'),
    )
    expect(ran.exitCode).toBe(1)
    expect(linesOf(ran)).toMatchObject([
      { code: 'file-empty', message: { zh: '文件是空的', en: 'The file is empty' } },
      { size: 5, type: 'text/plain' },
      { code: 'file-missing' },
    ])
  })

  it('resumes a big file after it was killed twice in the middle, and compares what was stored', async () => {
    // 32 parts. Most of the file is a hole, which takes no space on the disk.
    const path = await file('big.mp4', Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom')]))
    await truncate(path, 128 * 1024 ** 2)
    await killedAt(10, path)
    const second = await killedAt(23, path)
    const third = await demo('--json', path)
    const [report] = linesOf(third)
    expect(third.exitCode).toBe(0)
    // On a busy machine more parts than these may arrive before the signal does.
    expect(resumedAt(second)).toBeGreaterThanOrEqual(20)
    expect(resumedAt(third)).toBeGreaterThanOrEqual(60)
    expect(report).toMatchObject({ size: 128 * 1024 ** 2, resumedAt: expect.any(Number) })
    // A finished upload leaves nothing behind.
    expect(await readdir(folder)).not.toContain('demo')
  }, 180_000)

  it('prints its usage when an option is wrong', async () => {
    const { exitCode, stderr, stdout } = await demo('--jsn')
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toContain('npm run demo -- [--json] [--route NAME] FILE…')
    expect(stderr).toContain('Did you mean --json?')
  })

  it('refuses a folder', async () => {
    const { exitCode, stderr } = await demo(folder)
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`got the folder ${folder}`)])
  })
})
