import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildResult, build } from 'esbuild'
import { SignJWT } from 'jose'
import type { LocalCloud } from '../../../dev/local-cloud'

/**
 * Bundles `function.ts` with everything it needs.
 * @param also packages that the file loads first.
 */
export function bundleFunction(to: string, also: readonly string[] = []): Promise<BuildResult<{ metafile: true }>> {
  const imports = [...also, './function'].map((name) => `import '${name}'\n`)
  return build({
    stdin: { contents: imports.join(''), resolveDir: dirname(fileURLToPath(import.meta.url)), loader: 'ts' },
    outfile: to,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    metafile: true,
    logLevel: 'silent',
    // ali-oss requires it, but does not bring it.
    external: also.length > 0 ? ['proxy-agent'] : [],
  })
}

export type CloudPlace = Pick<LocalCloud, 'bucket' | 'region' | 'ossUrl' | 'stsUrl' | 'account'>

export interface StartedFunction {
  post<Body>(path: string, body: object): Promise<Body>
  /** ms, of all threads. */
  cpuMs(): number
  kill(): Promise<void>
}

const jwt = { secret: 'jwt-secret-jwt-secret-jwt-secret-jwt', issuer: 'https://login.example.com', audience: 'upload' }

/** Starts the file in its own folder, with a role of the cloud. */
export async function startFunction(path: string, cloud: CloudPlace): Promise<StartedFunction> {
  const env = { PATH: process.env.PATH, NODE_ENV: 'production', LOG_LEVEL: 'error', ...settingsOf(cloud) }
  const child = spawn(process.execPath, [path], { env, cwd: dirname(path), stdio: ['ignore', 'pipe', 'inherit'] })
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('ann')
    .setIssuer(jwt.issuer)
    .setAudience(jwt.audience)
    .setExpirationTime('1h')
    .sign(Buffer.from(jwt.secret))
  const port = await portOf(child)
  return {
    async post(to, body) {
      const headers = { authorization: `Bearer ${token}` }
      const answer = await fetch(`http://127.0.0.1:${port}${to}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      })
      if (!answer.ok) throw new Error(`expected 200, got ${answer.status}: ${await answer.text()}`)
      return (await answer.json()) as never
    },
    cpuMs: () => cpuOf(child),
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

const settingsOf = ({ bucket, region, ossUrl, stsUrl, account }: CloudPlace): Record<string, string> => ({
  OSS_BUCKET: bucket,
  OSS_REGION: region,
  OSS_ENDPOINT: ossUrl,
  OSS_DOMAIN: ossUrl,
  STS_ENDPOINT: stsUrl,
  STS_ROLE_ARN: account.roleArn,
  ALIBABA_CLOUD_ACCESS_KEY_ID: account.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: account.accessKeySecret,
  SESSION_SECRET: 'session-secret-session-secret-session',
  KEY_SECRET: 'key-secret-key-secret-key-secret-key',
  JWT_SECRET: jwt.secret,
  JWT_ISSUER: jwt.issuer,
  JWT_AUDIENCE: jwt.audience,
})

async function portOf({ stdout }: ChildProcess): Promise<number> {
  for await (const line of stdout ?? []) return (JSON.parse(String(line)) as { port: number }).port
  throw new Error('The function ended before it listened.')
}

/** From Linux's scheduler, because the process itself must load nothing more. NaN on other systems. */
function cpuOf({ pid }: ChildProcess): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    const times = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0])
    return times.reduce((sum, time) => sum + Number(time) / 1e6, 0)
  } catch {
    return Number.NaN
  }
}
