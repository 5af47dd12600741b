import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../../free-port'

/** Debian's package is `redis-server`. */
export const HAS_REDIS = spawnSync('redis-server', ['--version']).status === 0

export interface RedisServer {
  port: number
  folder: string
  /** Ends the process; its counts are lost, as in the most careless operation. */
  stop(): Promise<void>
  /** After `stop`, on the same port. */
  start(): Promise<void>
  close(): Promise<void>
}

/** @param options of redis-server, such as `--requirepass`, given the folder and the port. */
export async function startRedis(
  options: (place: { folder: string; port: number }) => readonly string[] = ({ port }) => ['--port', `${port}`],
): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'))
  const port = await freePort()
  const flags = [
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    folder,
    ...options({ folder, port }),
  ]
  let end: () => Promise<void> = async () => {}
  const start = async (): Promise<void> => {
    const child = spawn('redis-server', flags, { stdio: ['ignore', 'pipe', 'inherit'] })
    const closed = once(child, 'close')
    end = async () => {
      child.kill('SIGKILL')
      await closed
    }
    await new Promise<void>((ready, failed) => {
      let output = ''
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString()
        if (output.includes('Ready to accept connections')) ready()
      })
      child.once('close', () => failed(new Error(`redis-server ended: ${output}`)))
    })
  }
  await start()
  return {
    port,
    folder,
    start,
    stop: () => end(),
    async close() {
      await end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A certificate for this machine, which only those trust who are given `certificate`. */
export function makeCertificate(folder: string): { certificate: string; key: string } {
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-days', '2']
  execFileSync('openssl', ['req', '-x509', ...made, ...subject], { stdio: 'ignore' })
  return { certificate, key }
}
