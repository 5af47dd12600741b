import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../free-port'
import { makeCertificate } from '../server/limits/store/redis-server'

const SITE = fileURLToPath(new URL('../../examples/deploy/nginx/wx-oss-upload.conf', import.meta.url))

/**
 * An address of this machine that is not the loopback's. Who connects to it comes from it, like a client from elsewhere:
 * the backend trusts the loopback's addresses as those of a proxy.
 */
export const OUTER_ADDRESS = Object.values(networkInterfaces())
  .flatMap((list) => list ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address

/** Debian's package is `nginx-light`. */
export const HAS_NGINX = spawnSync('nginx', ['-v']).status === 0

export interface Nginx {
  /** Without TLS, because `wx` accepts no certificate of a test. */
  url: string
  httpsUrl: string
  /** The port that redirects to https. */
  redirectUrl: string
  /** The certificate, in PEM. */
  certificate: string
  close(): Promise<void>
}

/** Starts nginx with the site of `examples/deploy`, on free ports. */
export async function startNginx(backendPort: number): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'))
  // nginx that root has started works as another user, and keeps long bodies here.
  chmodSync(folder, 0o755)
  const { certificate, key } = makeCertificate(folder)
  const [plain, tls, redirect] = [await freePort(), await freePort(), await freePort()]
  const site = replaced(readFileSync(SITE, 'utf8'), {
    'server 127.0.0.1:8080;': `server 127.0.0.1:${backendPort};`,
    'listen 80;': `listen ${redirect};`,
    'listen 443 ssl;': `listen ${tls} ssl; listen ${plain};`,
    '/etc/nginx/tls/fullchain.pem': certificate,
    '/etc/nginx/tls/privkey.pem': key,
  })
  writeFileSync(join(folder, 'site.conf'), site)
  writeFileSync(join(folder, 'nginx.conf'), mainFile(folder))
  const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const closed = once(child, 'close')
  while (!(await isListening(plain))) {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${said}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    url: `http://${OUTER_ADDRESS}:${plain}`,
    httpsUrl: `https://localhost:${tls}`,
    redirectUrl: `http://localhost:${redirect}`,
    certificate: readFileSync(certificate, 'utf8'),
    async close() {
      child.kill('SIGTERM')
      await closed
      rmSync(folder, { recursive: true })
    },
  }
}

/** @throws Error if the text has not each of the passages once. */
function replaced(text: string, by: Readonly<Record<string, string>>): string {
  return Object.entries(by).reduce((result, [from, to]) => {
    if (result.split(from).length !== 2) throw new Error(`expected "${from}" once`)
    return result.replace(from, to)
  }, text)
}

/** What Debian's own nginx.conf sets, in a folder of its own. */
const mainFile = (folder: string): string => `
daemon off;
pid ${folder}/nginx.pid;
error_log stderr warn;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  include ${folder}/site.conf;
}
`

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
