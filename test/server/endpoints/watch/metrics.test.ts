import { createMetrics } from '../../../../server/metrics/metrics'
import { timedSts } from '../../../../server/metrics/timed'
import { fixture, keyOf, ticketOf } from '../../fixture'
import { storedObject } from '../../memory-bucket'

const photo = { size: 9, type: 'image/jpeg' }
const TOKEN = 'metrics-token-metrics-token'
const scrape = (headers: Record<string, string> = {}) => new Request('http://localhost/metrics', { headers })
const here = { incoming: { socket: { remoteAddress: '127.0.0.1' } } }
const elsewhere = { incoming: { socket: { remoteAddress: '192.0.2.1' } } }

describe('/metrics', () => {
  it('counts tickets, refusals, requests, cloud calls, and every stored file once', async () => {
    const f = fixture()
    const files = [photo, { ...photo, size: 0 }, photo]
    const ticket = ticketOf(await f.as('ann').post('/v1/uploads', { route: 'photo', files }))
    await f.as('ann').post('/v1/uploads/complete', { upload: 'x' })
    f.bucket.objects.set(keyOf(ticket), storedObject())
    await f.as('ann').post('/v1/uploads/complete', { upload: ticket.upload })
    await f.as('ann').post('/v1/uploads/complete', { upload: ticket.upload })
    await f.post(`/${'x'.repeat(50)}`, '')
    const text = await (await f.app.fetch(scrape(), here)).text()
    expect(text).toContain('upload_tickets_total{route="photo"} 2\n')
    expect(text).toContain('upload_refusals_total{code="file-empty"} 1\n')
    expect(text).toContain('upload_refusals_total{code="upload-invalid"} 1\n')
    expect(text).toContain('upload_stored_files_total{route="photo"} 1\n')
    expect(text).toContain('upload_stored_bytes_total{route="photo"} 9\n')
    expect(text).toContain('http_request_duration_seconds_count{path="/v1/uploads/complete",status="200"} 2\n')
    expect(text).toContain('http_request_duration_seconds_count{path="other",status="404"} 1\n')
    expect(text).toContain('cloud_call_duration_seconds_count{service="oss",operation="promote",outcome="ok"} 1\n')
    expect(text).not.toContain('xxxxx')
  })

  it('counts calls to STS, and the failed ones separately', async () => {
    const metrics = createMetrics()
    let isUp = true
    const sts = timedSts(async () => {
      if (!isUp) throw new Error('throttled')
      return { accessKeyId: 'id', accessKeySecret: 'secret', expiresAt: 0 }
    }, metrics)
    await sts('upload')
    isUp = false
    await expect(sts('upload')).rejects.toThrow('throttled')
    const text = await metrics.text()
    expect(text).toContain('cloud_call_duration_seconds_count{service="sts",operation="AssumeRole",outcome="ok"} 1\n')
    expect(text).toContain('{service="sts",operation="AssumeRole",outcome="failed"} 1\n')
  })

  it('shows the process as well, if that is asked for', async () => {
    expect(await createMetrics({ withProcess: true }).text()).toContain('process_resident_memory_bytes')
    expect(await createMetrics().text()).not.toContain('process_resident_memory_bytes')
  })

  it('is open to this machine if there is no token', async () => {
    const { app } = fixture()
    expect((await app.fetch(scrape(), here)).status).toBe(200)
    expect((await app.fetch(scrape(), elsewhere)).status).toBe(404)
    expect((await app.fetch(scrape({ 'x-forwarded-for': '127.0.0.1' }), here)).status).toBe(404)
    expect((await app.fetch(scrape())).status).toBe(404)
  })

  it('is open to the bearer of the token if there is one', async () => {
    const { app } = fixture({ metricsToken: TOKEN })
    expect((await app.fetch(scrape({ authorization: `Bearer ${TOKEN}` }), elsewhere)).status).toBe(200)
    for (const token of ['', 'x', `${TOKEN}x`, TOKEN.slice(1)]) {
      expect((await app.fetch(scrape({ authorization: `Bearer ${token}` }), here)).status).toBe(404)
    }
    expect((await app.fetch(scrape(), here)).status).toBe(404)
  })
})
