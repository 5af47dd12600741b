/** Two instances behind a round-robin proxy whose secret is changed in three steps while uploads go on. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLocalCloud } from '../../dev/local-cloud'
import { startWechatApi } from '../../dev/wechat-api'
import { bundled } from '../bundled'
import { environmentOf, type Instance, RoundRobin, startInstance, WECHAT } from './instances'
import { startUploading } from './uploading'

const flags = bundled('server/main.ts')
const OLD = randomBytes(32).toString('hex')
const NEW = randomBytes(32).toString('hex')
const UPLOADS = 200

describe('a change of SESSION_SECRET in three steps, with two instances that are restarted one after the other', () => {
  it(`fails none of ${UPLOADS} uploads`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rolling-restart-'))
    const cloud = await startLocalCloud({ folder: join(folder, 'cloud') })
    const wechat = await startWechatApi({ app: { appid: WECHAT.WECHAT_APPID, secret: WECHAT.WECHAT_SECRET } })
    const proxy = new RoundRobin()
    await proxy.listen()
    const start = async (secret: string): Promise<Instance> => {
      const instance = await startInstance(flags(), environmentOf(cloud, wechat.url, secret))
      await proxy.add(instance.port)
      return instance
    }
    const instances = [await start(OLD), await start(OLD)]
    const uploading = startUploading({ server: proxy.url, wechat, folder, atLeast: UPLOADS })

    for (const secret of [`${OLD},${NEW}`, `${NEW},${OLD}`, NEW]) {
      // No upload lives longer than a step here; docs/deployments.md says how long to wait.
      await uploading.oneMore()
      for (const place of [0, 1]) {
        await instances[place]?.end()
        proxy.remove(instances[place]?.port ?? 0)
        instances[place] = await start(secret)
        await uploading.oneMore()
      }
    }
    const endings = await uploading.finish()

    expect(endings.filter((ending) => ending !== 'done')).toEqual([])
    expect(endings.length).toBeGreaterThanOrEqual(UPLOADS)
    for (const instance of instances) await instance.end()
    proxy.close()
    await wechat.close()
    await cloud.close()
    await rm(folder, { recursive: true, force: true })
  }, 600_000)
})
