import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { startCloudProcess } from '../rig/cloud-process'

const MB = 1024 ** 2
const PIECE = Buffer.alloc(MB, 'x')

function* pieces(count: number): Generator<Buffer> {
  for (let sent = 0; sent < count; sent += 1) yield PIECE
}

/** Puts an object of so many megabytes and reads it back. Returns the cloud's peak memory, MB. */
async function peakOf(megabytes: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'local-cloud-memory-'))
  const { client, end } = await startCloudProcess(folder)
  try {
    await client.putStream('big', Readable.from(pieces(megabytes)), { timeout: 120_000 })
    const { stream } = await client.getStream('big')
    let bytes = 0
    for await (const chunk of stream) bytes += chunk.length
    expect(bytes).toBe(megabytes * MB)
    return (await end()) / MB
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

describe('An object of 1 GB', () => {
  it('needs little more memory of the cloud than one of 16 MB', async () => {
    const small = await peakOf(16)
    const big = await peakOf(1024)
    expect(big - small).toBeLessThan(64)
  }, 120_000)
})
