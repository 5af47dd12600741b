import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { SAMPLE_PHOTO } from '../../dev/samples/sample-photo'
import { type Stack, startStack } from '../../dev/stack/stack'
import { codeBlocks } from './markdown'
import { pageText } from './page-texts'

const run = promisify(execFile)

describe('The script of the backend page that uploads without a phone', () => {
  let folder: string
  let stack: Stack
  let token: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-try-'))
    const script = codeBlocks(pageText('backend', 'en')).find(({ text }) => text.startsWith('// try.mjs'))
    await writeFile(join(folder, 'try.mjs'), script?.text ?? '')
    stack = await startStack({ folder })
    const session = await fetch(`${stack.url}/v1/session`, { method: 'POST', body: '{"code":"ann"}' })
    token = ((await session.json()) as { token: string }).token
  })
  afterAll(async () => {
    await stack.close()
    await rm(folder, { recursive: true })
  })
  const upload = (authorization: string, file: string) =>
    run(process.execPath, [join(folder, 'try.mjs'), stack.url, authorization, file])

  it('prints the URL of the same photo', async () => {
    const { stdout } = await upload(`Bearer ${token}`, SAMPLE_PHOTO)
    const stored = Buffer.from(await (await fetch(stdout.trim())).arrayBuffer())
    expect(stored.equals(await readFile(SAMPLE_PHOTO))).toBe(true)
  })

  it('shows the answer to a caller who is not signed in', async () => {
    await expect(upload('Bearer nobody', SAMPLE_PHOTO)).rejects.toMatchObject({
      stderr: expect.stringContaining('"code":"unauthenticated"'),
    })
  })

  it('shows why a file is refused', async () => {
    const empty = join(folder, 'empty.jpg')
    await writeFile(empty, '')
    await expect(upload(`Bearer ${token}`, empty)).rejects.toMatchObject({
      stderr: expect.stringContaining('file-empty'),
    })
  })
})
