/**
 * The local cloud of `compose.yaml`: OSS, STS and WeChat's API on this machine. It writes `<folder>/backend.env`, the
 * environment with which the backend's own image runs against them.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type LocalCloud, NOT_FOR_PRODUCTION, startLocalCloud } from '../local-cloud'
import { startWechatApi, type WechatApi } from '../wechat-api'
import { COMPOSE_PORTS } from './ports'
import { openSecrets, type Secrets } from './secrets'

const APP_ID = 'wx00000000000local'

async function main(folder: string): Promise<void> {
  const objects = join(folder, 'objects')
  await mkdir(objects, { recursive: true })
  const secrets = await openSecrets(objects)
  const cloud = await startLocalCloud({
    folder: objects,
    ossPort: COMPOSE_PORTS.oss,
    servicesPort: COMPOSE_PORTS.services,
    // Other programs than this project's client may post forms too.
    extraFields: 'lax',
  })
  const wechat = await startWechatApi({ app: { appid: APP_ID, secret: secrets.wechat }, port: COMPOSE_PORTS.wechat })
  const lines = Object.entries(environment(cloud, wechat, secrets)).map(([name, value]) => `${name}=${value}`)
  await writeFile(join(folder, 'backend.env'), `${lines.join('\n')}\n`, { mode: 0o644 })
  console.log(`OSS ${cloud.ossUrl}  STS ${cloud.stsUrl}  WeChat ${wechat.url}\n${NOT_FOR_PRODUCTION}`)
  console.log(`A code as wx.login issues it: curl -X POST '${wechat.url}/wx/login?person=ann'`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void Promise.all([cloud.close(), wechat.close()]))
  }
}

/** There is no callback: its public key would come from this machine, and the image accepts only Alibaba's. */
const environment = (cloud: LocalCloud, wechat: WechatApi, secrets: Secrets): Record<string, string> => ({
  PORT: String(COMPOSE_PORTS.backend),
  OSS_BUCKET: cloud.bucket,
  OSS_REGION: cloud.region,
  OSS_DOMAIN: cloud.ossUrl,
  OSS_ENDPOINT: cloud.ossUrl,
  STS_ENDPOINT: cloud.stsUrl,
  STS_ROLE_ARN: cloud.account.roleArn,
  ALIBABA_CLOUD_ACCESS_KEY_ID: cloud.account.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: cloud.account.accessKeySecret,
  SESSION_SECRET: secrets.session.join(','),
  KEY_SECRET: secrets.key,
  WECHAT_APPID: APP_ID,
  WECHAT_SECRET: secrets.wechat,
  WECHAT_ENDPOINT: wechat.url,
})

const [folder] = process.argv.slice(2)
if (!folder) throw new Error('Expected a folder to keep objects in.')
await main(folder)
