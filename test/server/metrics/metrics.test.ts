import { createMetrics } from '../../../server/metrics/metrics'

const line = (text: string, name: string): string | undefined => text.split('\n').find((one) => one.startsWith(name))

describe('the metrics', () => {
  it('show what happened before their first scrape, and what happens after it', async () => {
    const metrics = createMetrics()
    metrics.tickets('photo', 2)
    metrics.request('/v1/uploads', 200, 0.02)
    const first = await metrics.text()
    expect(line(first, 'upload_tickets_total')).toBe('upload_tickets_total{route="photo"} 2')
    expect(line(first, 'http_request_duration_seconds_count')).toMatch(/path="\/v1\/uploads",status="200"} 1$/)
    metrics.tickets('photo', 3)
    expect(line(await metrics.text(), 'upload_tickets_total')).toBe('upload_tickets_total{route="photo"} 5')
  })

  it('count everything if thousands of counts come before the first scrape, and during it', async () => {
    const metrics = createMetrics()
    for (let done = 0; done < 3000; done += 1) metrics.tickets('photo', 1)
    const scrape = metrics.text()
    metrics.tickets('photo', 1)
    await scrape
    expect(line(await metrics.text(), 'upload_tickets_total')).toBe('upload_tickets_total{route="photo"} 3001')
  })

  it('show the store of the limits only if there is one', async () => {
    const metrics = createMetrics()
    expect(await metrics.text()).not.toContain('limit_store_up')
    metrics.limitStore(false)
    metrics.countedAlone()
    const text = await metrics.text()
    expect([line(text, 'limit_store_up'), line(text, 'limit_counts_alone_total')]).toEqual([
      'limit_store_up 0',
      'limit_counts_alone_total 1',
    ])
  })

  it('of two backends in one process are their own', async () => {
    const [one, other] = [createMetrics(), createMetrics()]
    one.tickets('photo', 1)
    expect(line(await one.text(), 'upload_tickets_total{')).toBeDefined()
    expect(line(await other.text(), 'upload_tickets_total{')).toBeUndefined()
  })
})
