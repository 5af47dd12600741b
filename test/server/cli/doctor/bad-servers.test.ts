/** Doctor beside servers that lie, hang, break off or never end. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHttp } from '../../../../server/cli/cloud/http'
import { BAD_ANSWERS, type BadAnswer, startBadServer } from '../../outbound/bad-server'
import { type ReportedFinding, type Rig, startRig } from './rig'

let rig: Rig
const servers: { close(): unknown }[] = []
beforeAll(async () => {
  rig = await startRig()
})
afterAll(async () => {
  await Promise.all([...servers.map((server) => server.close()), rig.close()])
})

const xml = (code: string, message = 'x'): string =>
  `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`

/** Answers that follow HTTP, but not the service. */
const LIES: Record<string, { status: number; headers?: Record<string, string>; body?: string }> = {
  'an empty 200': { status: 200 },
  'a 204': { status: 204 },
  'a page': { status: 200, body: '<!doctype html><html><body>It works!</body></html>' },
  'a gateway’s 502': { status: 502, body: '<html>Bad Gateway</html>' },
  'an empty 403': { status: 403 },
  'an unknown error': { status: 403, body: xml('SomethingNew') },
  'JSON of another kind': { status: 200, body: '[null]' },
  'JSON null': { status: 200, body: 'null' },
  'JSON with wrong types': { status: 200, body: '{"Credentials":7,"errcode":"x","AccessToken":{}}' },
  'a list without end': { status: 200, body: '<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>' },
  'XML that is nested deeply': { status: 200, body: '<a>'.repeat(20_000) },
  'a redirect': { status: 302, headers: { location: 'https://login.example.com/' } },
  'a status of 999': { status: 999 },
}

async function lying(name: string): Promise<string> {
  const { status, headers, body } = LIES[name] as (typeof LIES)[string]
  const server: Server = createServer((_, response) => {
    response.writeHead(status, headers).end(body)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  servers.push({ close: () => server.close() })
  return `http://localhost:${(server.address() as AddressInfo).port}`
}

async function startServer(answer: string): Promise<string> {
  if (answer in LIES) return lying(answer)
  const server = await startBadServer(answer as BadAnswer)
  servers.push(server)
  return server.url.replace('127.0.0.1', 'localhost')
}

/** A good answer may take longer on a busy machine. Then doctor finds more, but nothing worse. */
const http = createHttp({ timeoutMs: 2000 })

/** What is not said as it should be: an error of this program, words of JavaScript, or no way out. */
const isPoor = ({ code, found, fix }: ReportedFinding): boolean =>
  code.includes('unexpected') || /undefined|NaN|\bHTTP 0|^\S*$/.test(found.en) || !fix?.en || !fix.zh

describe('Doctor beside a bad server', () => {
  it.each(['STS_ENDPOINT', 'OSS_DOMAIN', 'WECHAT_ENDPOINT', 'PUBLIC_URL'])(
    'at %s ends, and says what is wrong and what to do, whatever the server answers',
    async (name) => {
      const answers = [...BAD_ANSWERS, ...Object.keys(LIES)]
      const reports = await Promise.all(
        answers.map(async (answer) => {
          const url = await startServer(answer)
          const { code, checks } = await rig.doctor({ env: { [name]: url }, overrides: { http } })
          const bad = checks
            .flatMap(({ findings }) => findings)
            .filter(({ severity }) => severity === 'error' || severity === 'warning')
          return { answer, isSeen: code > 0 && bad.length > 0, poor: bad.filter(isPoor) }
        }),
      )
      expect(reports).toEqual(answers.map((answer) => ({ answer, isSeen: true, poor: [] })))
    },
  )
})
