/** Runs OSS, STS and the backend for tests in jsdom, where no server can run. It ends when its standard input ends. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStack } from '../../../dev/stack/stack'

const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-stack-'))
const stack = await startStack({ folder })
process.stdout.write(`${stack.url}\n`)
process.stdin.resume().once('end', async () => {
  await stack.close()
  await rm(folder, { recursive: true, force: true })
})
