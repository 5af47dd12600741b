import { Fault } from '../../../server/faults/fault'
import { readiness } from '../../../server/operation/readiness'
import { fixture, NOW } from '../fixture'

const ask = async (f: ReturnType<typeof fixture>) => {
  const response = await f.app.fetch(new Request('http://localhost/readyz'))
  return [response.status, ((await response.json()) as { status: string }).status]
}

describe('/readyz', () => {
  it('is 200 while tickets can be signed', async () => {
    expect(await ask(fixture())).toEqual([200, 'ready'])
  })

  it('is 503 while STS cannot be reached, and 200 again soon after it can', async () => {
    let isUp = false
    const credentials = async () => {
      if (!isUp) throw new Fault('cloud-unavailable')
      return { accessKeyId: 'id', accessKeySecret: 'secret', expiresAt: Number.POSITIVE_INFINITY }
    }
    const f = fixture({ credentials })
    expect(await ask(f)).toEqual([503, 'cloud-unavailable'])
    isUp = true
    f.clock.now += 5000
    expect(await ask(f)).toEqual([200, 'ready'])
  })

  it('is 503 after stop(), while the other endpoints still answer', async () => {
    const f = fixture()
    f.app.stop()
    expect(await ask(f)).toEqual([503, 'stopping'])
    expect((await f.app.fetch(new Request('http://localhost/healthz'))).status).toBe(200)
    expect((await f.as('ann').post('/v1/uploads/complete', { upload: 'x' })).status).toBe(400)
  })

  it('checks once in five seconds, however often it is called', async () => {
    let now = NOW
    let checks = 0
    const check = async (): Promise<void> => {
      checks += 1
    }
    const ready = readiness(check, () => now)
    await Promise.all(Array.from({ length: 100 }, () => ready.obstacle()))
    now += 4999
    await ready.obstacle()
    expect(checks).toBe(1)
    now += 1
    await ready.obstacle()
    expect(checks).toBe(2)
  })
})
