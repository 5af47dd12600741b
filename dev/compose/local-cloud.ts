/**
 * The local cloud of `compose.yaml`: OSS, STS and WeChat's API on this machine, and the environment with which the
 * backend's own image runs against them, written to `<folder>/backend.env`.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type LocalCloud, NOT_FOR_PRODUCTION, startLocalCloud } from '../local-cloud'
import { USUAL_PORTS } from '../stack/ports'
import { startWechatApi, type WechatApi } from '../wechat-api'

const BUCKET = 'local-bucket'
const WECHAT_PORT = 7483

interface Secrets {
  session: string
  key: string
  wechat: string
}

async function main(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const secrets = await keptSecrets(join(folder, 'secrets.json'))
  const app = { appid: 'wx00000000000local', secret: secrets.wechat }
  const cloud = await startLocalCloud({
    folder: join(folder, 'objects'),
    bucket: BUCKET,
    ossPort: USUAL_PORTS.oss,
    servicesPort: USUAL_PORTS.services,
  })
  const wechat = await startWechatApi({ app, port: WECHAT_PORT })
  const lines = Object.entries(environment(cloud, wechat, secrets, app.appid)).map(
    ([name, value]) => `${name}=${value}`,
  )
  await writeFile(join(folder, 'backend.env'), `${lines.join('\n')}\n`, { mode: 0o644 })
  console.log(`OSS ${cloud.ossUrl}  STS ${cloud.stsUrl}  WeChat ${wechat.url}\n${NOT_FOR_PRODUCTION}`)
  console.log(`A code as wx.login gives it: curl -X POST '${wechat.url}/wx/login?person=ann'`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void Promise.all([cloud.close(), wechat.close()]))
  }
}

/** The callback is left out: its key would come from this machine, and the image takes Alibaba's only. */
const environment = (
  cloud: LocalCloud,
  wechat: WechatApi,
  secrets: Secrets,
  appid: string,
): Record<string, string> => ({
  PORT: String(USUAL_PORTS.backend),
  OSS_BUCKET: cloud.bucket,
  OSS_REGION: cloud.region,
  OSS_DOMAIN: cloud.ossUrl,
  OSS_ENDPOINT: cloud.ossUrl,
  STS_ENDPOINT: cloud.stsUrl,
  STS_ROLE_ARN: cloud.account.roleArn,
  ALIBABA_CLOUD_ACCESS_KEY_ID: cloud.account.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: cloud.account.accessKeySecret,
  SESSION_SECRET: secrets.session,
  KEY_SECRET: secrets.key,
  WECHAT_APPID: appid,
  WECHAT_SECRET: secrets.wechat,
  WECHAT_ENDPOINT: wechat.url,
})

/** The same at every start, or nobody would find their files again. */
async function keptSecrets(path: string): Promise<Secrets> {
  const kept = await readFile(path, 'utf8').catch(() => undefined)
  if (kept) return JSON.parse(kept) as Secrets
  const secret = (): string => randomBytes(24).toString('hex')
  const made = { session: secret(), key: secret(), wechat: secret() }
  await writeFile(path, JSON.stringify(made), { mode: 0o600 })
  return made
}

const [folder] = process.argv.slice(2)
if (!folder) throw new Error('expected a folder to keep objects in')
await main(folder)
