/** Three instances behind a round-robin proxy, with one store of the limits. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LocalCloud, startLocalCloud } from '../../../../dev/local-cloud'
import { startWechatApi, type WechatApi } from '../../../../dev/wechat-api'
import { bundled } from '../../../bundled'
import { environmentOf, type Instance, RoundRobin, startInstance, WECHAT } from '../../instances'
import { startUploading } from '../../uploading'
import { HAS_REDIS, makeCertificate, type RedisServer, startRedis } from './redis-server'

const flags = bundled('server/main.ts')
const OLD = randomBytes(32).toString('hex')
const NEW = randomBytes(32).toString('hex')
const UPLOADS = 300
const FILE_MB = 20
const FILES_A_DAY = 500
const SHARED = 'for all instances together'
const AWAY = 'is away'

const whereRedis = HAS_REDIS ? describe : describe.skip

whereRedis('three instances with one store', () => {
  let folder: string
  let cloud: LocalCloud
  let wechat: WechatApi
  let store: RedisServer
  let certificate: string
  const proxy = new RoundRobin()
  const instances: Instance[] = []

  const start = async (secret: string): Promise<Instance> => {
    const environment = {
      ...environmentOf(cloud, wechat.url, secret),
      LIMIT_TICKETS_PER_HOUR: '1000000',
      LIMIT_BYTES_PER_DAY: `${FILES_A_DAY * FILE_MB}MB`,
      LIMIT_STORE: `rediss://:pass@127.0.0.1:${store.port}/1`,
      LIMIT_INSTANCES: '3',
      NODE_EXTRA_CA_CERTS: certificate,
    }
    const instance = await startInstance(flags(), environment)
    await proxy.add(instance.port)
    return instance
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'three-instances-'))
    cloud = await startLocalCloud({ folder: join(folder, 'cloud') })
    wechat = await startWechatApi({ app: { appid: WECHAT.WECHAT_APPID, secret: WECHAT.WECHAT_SECRET } })
    store = await startRedis(({ folder: place, port }) => {
      const made = makeCertificate(place)
      certificate = made.certificate
      const files = ['--tls-cert-file', made.certificate, '--tls-key-file', made.key, '--tls-auth-clients', 'no']
      return ['--port', '0', '--tls-port', `${port}`, '--requirepass', 'pass', ...files]
    })
    await proxy.listen()
    instances.push(...(await Promise.all([1, 2, 3].map(() => start(OLD)))))
    await Promise.all(instances.map(({ said }) => said(SHARED)))
  }, 120_000)

  afterAll(async () => {
    await Promise.all(instances.map((instance) => instance.kill()))
    proxy.close()
    await store.close()
    await wechat.close()
    await cloud.close()
    await rm(folder, { recursive: true, force: true })
  })

  const post = async (path: string, body: object, token?: string) => {
    const headers = { authorization: `Bearer ${token ?? ''}` }
    const answer = await fetch(proxy.url + path, { method: 'POST', body: JSON.stringify(body), headers })
    return { status: answer.status, body: (await answer.json()) as { token?: string; uploads?: object[] } }
  }

  /** How many tickets somebody gets who asks for 20 % more than the limit, through all instances at once. */
  const ticketsOf = async (person: string): Promise<number> => {
    const session = await post('/v1/session', { code: wechat.issueCode(person) })
    const files = Array(20).fill({ size: FILE_MB * 1024 ** 2, type: 'image/jpeg' })
    const calls = Array.from({ length: (FILES_A_DAY * 1.2) / 20 }, () =>
      post('/v1/uploads', { route: 'photo', files }, session.body.token),
    )
    const answers = await Promise.all(calls)
    expect(answers.filter(({ status }) => status !== 200 && status !== 429)).toEqual([])
    return answers.flatMap(({ body }) => body.uploads ?? []).filter((upload) => !('error' in upload)).length
  }

  const timesAway = (): number => instances.reduce((sum, { timesSaid }) => sum + timesSaid(AWAY), 0)

  it('give a user exactly as many tickets as the limit says', async () => {
    for (let turn = 0; ; turn += 1) {
      const before = timesAway()
      const given = await ticketsOf(`bob ${turn}`)
      // A machine that is so busy that the store needs more than 200 ms counts alone for a moment.
      if (timesAway() > before) {
        await Promise.all(instances.map((one) => one.said(SHARED, one.timesSaid(AWAY) + 1)))
        continue
      }
      expect(given).toBe(FILES_A_DAY)
      return
    }
  }, 300_000)

  it(`fail none of ${UPLOADS} uploads, though instances and the store stop, and the secret changes`, async () => {
    const uploading = startUploading({ server: proxy.url, wechat, folder, atLeast: UPLOADS })
    const replace = async (place: number, how: 'end' | 'kill', secret: string): Promise<void> => {
      const old = instances[place]
      await old?.[how]()
      proxy.remove(old?.port ?? 0)
      instances[place] = await start(secret)
      await uploading.oneMore()
    }
    await uploading.oneMore()
    await replace(0, 'kill', OLD)
    await replace(1, 'end', OLD)

    await Promise.all(instances.map(({ said }) => said(SHARED)))
    const before = instances.map(({ timesSaid }) => [timesSaid(AWAY), timesSaid(SHARED)] as const)
    await store.stop()
    await Promise.all(instances.map(({ said }, at) => said(AWAY, Number(before[at]?.[0]) + 1)))
    await uploading.oneMore()
    for (const { port } of instances) expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
    for (const { port } of instances) {
      expect(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).toMatch(/^limit_store_up 0$/m)
    }
    await store.start()
    await Promise.all(instances.map(({ said }, at) => said(SHARED, Number(before[at]?.[1]) + 1)))
    await uploading.oneMore()

    for (const secret of [`${OLD},${NEW}`, `${NEW},${OLD}`, NEW]) {
      for (const place of [0, 1, 2]) await replace(place, 'end', secret)
    }
    const endings = await uploading.finish()
    expect(endings.filter((ending) => ending !== 'done')).toEqual([])
    expect(endings.length).toBeGreaterThanOrEqual(UPLOADS)
  }, 600_000)
})
