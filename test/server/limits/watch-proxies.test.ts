import { fixture } from '../fixture'

const file = { size: 9, type: 'image/jpeg' }

/** A call that arrives from a peer, with or without the address that a proxy adds. */
async function call(f: ReturnType<typeof fixture>, path: string, peer: string, forwarded?: string): Promise<number> {
  const isGet = path === '/metrics'
  const request = new Request(`http://localhost${path}`, {
    method: isGet ? 'GET' : 'POST',
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    ...(!isGet && { body: JSON.stringify({ route: 'photo', files: [file] }) }),
  })
  return (await f.app.fetch(request, { incoming: { socket: { remoteAddress: peer } } })).status
}

const isHealthy = async (f: ReturnType<typeof fixture>): Promise<number> =>
  (await f.app.fetch(new Request('http://localhost/healthz'), { incoming: { socket: { remoteAddress: '127.0.0.1' } } }))
    .status

const warnings = ({ lines }: ReturnType<typeof fixture>): string[] =>
  lines.filter(({ level }) => level === 40).map(({ msg }) => String(msg))

describe('a proxy on this machine that adds no X-Forwarded-For', () => {
  it('is said once in the log, and closes /metrics', async () => {
    const f = fixture()
    expect([await isHealthy(f), await call(f, '/metrics', '127.0.0.1')]).toEqual([200, 200])
    for (let count = 0; count < 3; count += 1) await call(f, '/v1/uploads', '127.0.0.1')
    expect(warnings(f)).toEqual([expect.stringContaining('If a proxy runs here')])
    expect(await call(f, '/metrics', '127.0.0.1')).toBe(404)
  })

  it('does not close /metrics to the metrics token', async () => {
    const f = fixture({ metricsToken: 'metrics-token-metrics' })
    await call(f, '/v1/uploads', '127.0.0.1')
    const request = new Request('http://localhost/metrics', {
      headers: { authorization: 'Bearer metrics-token-metrics' },
    })
    expect((await f.app.fetch(request)).status).toBe(200)
  })
})

describe('a proxy elsewhere', () => {
  it('that is not trusted is said once in the log', async () => {
    const f = fixture()
    for (let count = 0; count < 3; count += 1) await call(f, '/v1/uploads', '10.0.0.1', '192.0.2.1')
    expect(warnings(f)).toEqual([expect.stringContaining('Set TRUSTED_PROXIES')])
  })

  it('that is trusted is no reason to warn', async () => {
    const f = fixture({ trustedProxies: ['10.0.0.0/8'] })
    await call(f, '/v1/uploads', '10.0.0.1', '192.0.2.1')
    expect(warnings(f)).toEqual([])
  })
})
