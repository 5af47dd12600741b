import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

const env = {
  PATH: process.env.PATH,
  PORT: '0',
  OSS_BUCKET: 'examplebucket',
  OSS_REGION: 'cn-hangzhou',
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'local-key-id',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'local-key-secret',
  SESSION_SECRET: 'session-secret-session-secret-session',
  KEY_SECRET: 'key-secret-key-secret-key-secret-key',
}

const start = (environment: Record<string, string | undefined>): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], { env: environment, stdio: 'pipe' })

describe('the stand-alone backend', () => {
  it('names everything that is wrong and exits 1', async () => {
    const child = start({ PATH: process.env.PATH })
    let text = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    const [code] = await once(child, 'close')
    expect(code).toBe(1)
    for (const name of ['OSS_BUCKET', 'OSS_REGION', 'SESSION_SECRET', 'KEY_SECRET'])
      expect(text).toContain(`${name}: is missing`)
    expect(text).not.toContain('    at ')
  })

  it('listens, warns that nobody is let in, answers, and ends by itself on SIGTERM', async () => {
    const child = start(env)
    const lines: { level: number; msg: string; port?: number }[] = []
    const port = await new Promise<number>((listening, failed) => {
      child.once('close', () => failed(new Error(`ended: ${JSON.stringify(lines)}`)))
      child.stdout?.on('data', (chunk: Buffer) => {
        for (const line of chunk.toString().trim().split('\n')) lines.push(JSON.parse(line))
        const bound = lines.find((line) => line.port !== undefined)?.port
        if (bound) listening(bound)
      })
    })
    expect(lines.some(({ level, msg }) => level === 40 && msg.includes('401'))).toBe(true)
    const answer = await fetch(`http://localhost:${port}/v1/uploads/complete`, {
      method: 'POST',
      body: '{"upload":"x"}',
    })
    expect(answer.status).toBe(401)
    child.kill('SIGTERM')
    const [code] = await once(child, 'close')
    expect(code).toBe(0)
  })
})
