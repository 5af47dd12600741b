import { Readable, Writable } from 'node:stream'
import { runCli } from '../../server/cli/run-cli'
import type { LocalCloud } from '../local-cloud'

/**
 * Lets pages of these origins use the bucket, and no others. It runs the command that an operator would run, with the
 * account's own key.
 */
export async function allowOrigins(cloud: LocalCloud, origins: readonly string[]): Promise<void> {
  // A new local bucket is open to every page.
  await setupCors(cloud, ['delete', '--all'])
  await setupCors(cloud, ['apply', ...origins.flatMap((origin) => ['--origin', origin])])
}

async function setupCors({ bucket, otherUrls, region, ossUrl, root }: LocalCloud, args: string[]): Promise<void> {
  let printed = ''
  const output = new Writable({
    write(chunk: Buffer, _, done) {
      printed += chunk.toString()
      done()
    },
  })
  const env = {
    OSS_BUCKET: bucket,
    OSS_REGION: region,
    OSS_DOMAIN: ossUrl,
    OSS_ENDPOINT: ossUrl,
    OSS_BUCKETS: Object.keys(otherUrls)
      .map((_, index) => `b${index}`)
      .join(','),
    ...Object.fromEntries(
      Object.entries(otherUrls).flatMap(([name, url], index) => [
        [`OSS_B${index}_BUCKET`, name],
        [`OSS_B${index}_DOMAIN`, url],
      ]),
    ),
    ALIBABA_CLOUD_ACCESS_KEY_ID: root.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: root.accessKeySecret,
  }
  const terminal = { env, folder: '', stdin: Readable.from([]), stdout: output, stderr: output }
  const code = await runCli(['setup', 'cors', ...args, '--yes'], terminal)
  if (code !== 0) throw new Error(`setup cors ${args[0]}: ${printed}`)
}
