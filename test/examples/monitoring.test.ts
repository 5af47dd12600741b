/** The dashboard and the alert rules ask only for what a running backend shows. */
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { pino } from 'pino'
import { parse } from 'yaml'
import { z } from 'zod'
import { startLocalCloud } from '../../dev/local-cloud'
import { createApp, createMetrics, defineRoutes, route, type Settings } from '../../server/index'
import { textOf } from '../docs/page-texts'
import { formIn } from '../form-in'
import { identityOf } from '../server/fixture'
import { readExposition, type Series } from './exposition'
import { parsePromql } from './promql'

const text = z.string().min(1)

const dashboard = z
  .object({
    panels: z.array(
      z.object({
        id: z.int(),
        type: z.enum(['row', 'stat', 'timeseries']),
        title: text,
        gridPos: z.object({ x: z.int(), y: z.int(), w: z.int(), h: z.int() }),
        targets: z.array(z.object({ expr: text, legendFormat: z.string() })).optional(),
      }),
    ),
  })
  .parse(JSON.parse(textOf('examples/monitoring/dashboard.json')))

const duration = z.string().regex(/^\d+[smh]$/)

const { rules } = z
  .strictObject({
    groups: z.tuple([
      z.strictObject({
        name: text,
        rules: z.array(
          z.strictObject({
            alert: z.string().regex(/^Upload[A-Z][A-Za-z]+$/),
            expr: text,
            for: duration.optional(),
            labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
            annotations: z.strictObject({ summary: text, summary_zh: text, fix: text, fix_zh: text }),
          }),
        ),
      }),
    ]),
  })
  .parse(parse(textOf('examples/monitoring/alerts.yaml'))).groups[0]

interface Expression {
  where: string
  expr: string
  /** Where labels are named beside the expression. */
  texts: string[]
}

/** Grafana fills in its variables before it asks Prometheus. */
const filledIn = (expr: string): string =>
  expr.replaceAll('$__rate_interval', '5m').replaceAll('$__range', '6h').replaceAll('$job', '.*')

const expressions: Expression[] = [
  ...dashboard.panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr, legendFormat }) => ({ where: title, expr: filledIn(expr), texts: [legendFormat] })),
  ),
  ...rules.map(({ alert, expr, annotations }) => ({ where: alert, expr, texts: Object.values(annotations) })),
]

const HOST_KEY = '0123456789abcdef0123456789abcdef'
const TOKEN = 'metrics-token-metrics-token'

const routes = defineRoutes({
  photo: route({ accept: ['image/jpeg'], maxSize: '20MB', onStored: () => undefined }),
  broken: route({
    accept: ['image/jpeg'],
    maxSize: '20MB',
    authorize: () => {
      throw new Error('down')
    },
  }),
})

let series: Series

beforeAll(async () => {
  series = await seriesOfRunningBackend()
})

/** Starts the backend on a port, lets everything happen that has a metric, and reads `/metrics` as Prometheus does. */
async function seriesOfRunningBackend(): Promise<Series> {
  const folder = await mkdtemp(join(tmpdir(), 'monitoring-'))
  const cloud = await startLocalCloud({ folder, bucket: 'local-bucket', region: 'cn-hangzhou' })
  const settings: Settings = {
    port: 0,
    oss: {
      bucket: cloud.bucket,
      region: cloud.region,
      domain: cloud.ossUrl,
      endpoint: cloud.ossUrl,
      prefix: 'uploads',
    },
    sts: { roleArn: cloud.account.roleArn, endpoint: cloud.stsUrl },
    source: cloud.account,
    secrets: { session: ['session-secret-session-secret-session'], key: 'key-secret-key-secret-key-secret-key' },
    hostKeys: [{ name: 'shop', key: HOST_KEY, scopes: ['urls'] }],
    metricsToken: TOKEN,
    // Nothing listens there.
    limitStore: { url: 'redis://127.0.0.1:1', instances: 1 },
  }
  const log = pino({ level: 'silent' })
  const metrics = createMetrics({ withProcess: true })
  const app = createApp(settings, { routes, identity: identityOf(Date.now), log, metrics })
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server
  await once(server, 'listening')
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await makeTraffic(url)
    const get = () => fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })
    await (await get()).text()
    return readExposition(await (await get()).text())
  } finally {
    server.closeAllConnections()
    server.close()
    await cloud.close()
    await rm(folder, { recursive: true })
  }
}

async function makeTraffic(url: string): Promise<void> {
  const post = async <Body>(path: string, body: object, headers: Record<string, string>): Promise<Body> => {
    const response = await fetch(url + path, { method: 'POST', body: JSON.stringify(body), headers })
    return (await response.json()) as Body
  }
  const { token } = await post<{ token: string }>('/v1/session', { code: 'ann' }, {})
  const ann = { authorization: `Bearer ${token}` }
  const photo = await readFile('dev/samples/photo.jpg')
  const file = { name: 'a.jpg', size: photo.length, type: 'image/jpeg' }

  const ticket = formIn(await post('/v1/uploads', { route: 'photo', files: [file] }, ann))
  const form = new FormData()
  for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value)
  form.append('file', new Blob([photo]))
  await fetch(ticket.url, { method: 'POST', body: form })
  await post('/v1/uploads/complete', { upload: ticket.upload }, ann)

  const parts = { route: 'photo', files: [{ ...file, size: 3 * 1024 ** 2, partSize: 1024 ** 2 }] }
  const { uploads } = await post<{ uploads: { upload: string }[] }>('/v1/uploads', parts, ann)
  await post('/v1/uploads/abort', { upload: uploads[0]?.upload }, ann)

  await post('/v1/uploads', { route: 'broken', files: [file] }, ann)
  await post('/v1/uploads/callback', {}, {})
  const shop = { authorization: `Bearer ${HOST_KEY}` }
  await post('/v1/host/urls', { keys: ['uploads/a'] }, shop)
  await post('/v1/host/urls', { keys: ['uploads/a'] }, { ...shop, origin: 'https://www.example.com' })
  for (const path of ['/healthz', '/readyz']) await (await fetch(url + path)).text()
}

/** Prometheus adds them to every series, and has `up` itself. */
const OF_PROMETHEUS = ['job', 'instance']

const labelsOf = (metric: string): string[] => [...(series.get(metric)?.keys() ?? []), ...OF_PROMETHEUS]

/** Whether the backend has a value that the matcher may mean; each of `a|b`. */
function hasValues(metric: string, { label, operator, value }: { label: string; operator: string; value: string }) {
  if (OF_PROMETHEUS.includes(label)) return true
  const values = [...(series.get(metric)?.get(label) ?? [])]
  if (!operator.endsWith('~')) return values.includes(value)
  return value.split('|').every((one) => values.some((known) => new RegExp(`^(?:${one})$`).test(known)))
}

describe.each(expressions)('what $where asks Prometheus', ({ expr, texts }) => {
  it('is PromQL, and names only metrics, labels and values that the backend shows', () => {
    const { selectors, grouping } = parsePromql(expr)
    expect(selectors.length).toBeGreaterThan(0)
    for (const { metric, matchers } of selectors) {
      expect(['up', ...series.keys()]).toContain(metric)
      for (const matcher of matchers) {
        expect([metric, ...labelsOf(metric)]).toContain(matcher.label)
        expect([metric, matcher, hasValues(metric, matcher)]).toEqual([metric, matcher, true])
      }
      for (const label of grouping) expect([metric, ...labelsOf(metric)]).toContain(label)
    }
    const [named = [], known] = [
      texts.flatMap((one) => [...one.matchAll(/\{\{\s*(?:\$labels\.)?(\w+)\s*\}\}/g)].map(([, label = '']) => label)),
      expr.includes(' by (') ? grouping : selectors.flatMap(({ metric }) => labelsOf(metric)),
    ]
    for (const label of named) expect(known).toContain(label)
  })
})

describe('the dashboard', () => {
  it('shows every metric of the backend', () => {
    const shown = new Set(
      dashboard.panels
        .flatMap(({ targets = [] }) => targets)
        .flatMap(({ expr }) => parsePromql(filledIn(expr)).selectors.map(({ metric }) => familyOf(metric))),
    )
    const own = [...series.keys()].filter((name) => !/^(process|nodejs)_/.test(name)).map(familyOf)
    expect(own.filter((name) => !shown.has(name))).toEqual([])
  })

  it('has panels that do not cover each other, with names in both languages', () => {
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
    )
    expect(new Set(cells).size).toBe(cells.length)
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length)
    for (const { title } of dashboard.panels) expect(title).toMatch(/^(.*\p{Script=Han}.* \/ .+|CPU)$/u)
  })
})

const familyOf = (name: string): string => name.replace(/_(bucket|sum|count)$/, '')

describe('a wrong expression', () => {
  it('is noticed', () => {
    expect(() => parsePromql('sum by (route (rate(upload_tickets_total[5m]))')).toThrow('not PromQL')
    expect(parsePromql('sum by (a) (rate(b{c="d"}[5m]))')).toEqual({
      selectors: [{ metric: 'b', matchers: [{ label: 'c', operator: '=', value: 'd' }] }],
      grouping: ['a'],
    })
    expect(hasValues('upload_tickets_total', { label: 'route', operator: '=', value: 'nothing' })).toBe(false)
  })
})
