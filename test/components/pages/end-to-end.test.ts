import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createUploader } from '../../../miniprogram/uploader/wx/index'
import { openDemo } from '../rig/opened-page'
import { eventually, until } from '../rig/simulated'

const ROOT = join(__dirname, '../../..')
const PHOTO = join(ROOT, 'dev/samples/photo.jpg')

let stack: ChildProcess
let server: string

beforeAll(async () => {
  stack = spawn(process.execPath, ['--import', 'tsx', 'test/components/rig/stack-process.ts'], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  server = await new Promise<string>((resolve) => {
    stack.stdout?.once('data', (line) => resolve(String(line).trim()))
  })
})
afterAll(async () => {
  const ended = new Promise((resolve) => stack.once('close', resolve))
  stack.stdin?.end()
  await ended
})

/** Opens the page with the real uploader, on a phone whose user will pick these files. */
function openWith(files: string[]) {
  const { phone } = openDemo(null)
  phone.pick(files)
  return openDemo(createUploader({ server, wx: phone.wx }))
}

const fetchBytes = (url: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    get(url, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(Buffer.concat(chunks)))
    }).on('error', reject)
  })

describe('the upload page with a real backend', () => {
  it('uploads a picked photo, and shows an address that gives its bytes', async () => {
    const demo = openWith([PHOTO])
    await demo.tap('.add')
    await until(() => demo.has('.address__url'))
    const [url] = demo.texts('.address__url')
    expect(Buffer.compare(await fetchBytes(url as string), readFileSync(PHOTO))).toBe(0)
    expect(demo.has('.hint')).toBe(false)
  })

  it('says why a file that is only named like a photo fails, and uploads the photo beside it', async () => {
    const impostor = join(tmpdir(), `impostor-${process.pid}.jpg`)
    writeFileSync(impostor, '%PDF-1.7')
    const demo = openWith([impostor, PHOTO])
    await demo.tap('.add')
    await until(() => demo.has('.address__url') && demo.has('.hint'))
    await eventually(() => expect(demo.texts('.veil__reason')).toEqual(['不支持这种文件（PDF），可以上传：图片']))
    expect(demo.texts('.address__url')).toHaveLength(1)
    rmSync(impostor)
  })
})
