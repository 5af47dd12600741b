import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import { pino } from 'pino'
import { type AppOptions, createApp, type RouteTable, type Settings, sessionIdentity } from '../../server/index'
import { routes } from '../../server/routes'
import { type ExtraFields, type LocalCloud, type PageLink, startLocalCloud } from '../local-cloud'
import { type Conditions, type Link, startLink } from '../local-cloud/link'
import { freePort } from './ports'
import { openSecrets, type Secrets } from './secrets'

export interface StackOptions {
  /** The folder where the local OSS keeps its objects. */
  folder: string
  /** A port that is taken is replaced by any free one. Default: any free ports. */
  ports?: { oss: number; services: number; backend: number }
  /** Whether OSS sends callbacks to the backend; without them clients call `complete`. Default true. */
  callback?: boolean
  /** The backend's `PART_LENGTH_SIGNED`; default true. */
  partLengthSigned?: boolean
  /** The clock of OSS, STS and the backend, ms since 1970. Default: the system's. */
  now?: () => number
  /** Clients reach OSS and the backend over one link like this. */
  link?: Partial<Conditions>
  /** The backend reaches OSS over a link of its own, and OSS the backend. Default: directly. */
  ossLink?: Partial<Conditions>
  /** How forms are checked. Default `strict`, to which this project's own client has to hold. */
  extraFields?: ExtraFields
  /** Other pages, to which those of the cloud and the backend link. */
  pages?: () => readonly PageLink[]
  /** What a test changes: routes, a hook, a log. */
  wiring?: Partial<AppOptions>
}

/** OSS, STS and the backend, on this machine. */
export interface Stack {
  /** The backend's address for clients. `cloud.link` is the link, if the options asked for one. */
  url: string
  cloud: LocalCloud
  close(): Promise<void>
}

const BUCKET = 'local-bucket'

/** The local bucket of the name that a route gives. */
const otherBucket = (name: string): string => `${BUCKET}-${name}`
const REGION = 'cn-hangzhou'

/** Everybody is the same user. The backend accepts this identity only because OSS and STS are on this machine. */
const demoIdentity = (secrets: string[], now: () => number) =>
  sessionIdentity({
    secrets,
    now,
    login: async () => ({ kind: 'demo', issuer: 'local', id: 'demo-user' }),
    localOnly: true,
  })

export async function startStack({
  folder,
  ports,
  callback = true,
  partLengthSigned = true,
  now = Date.now,
  link,
  ossLink,
  extraFields,
  pages = () => [],
  wiring,
}: StackOptions): Promise<Stack> {
  const others = othersOf(wiring?.routes ?? routes)
  const cloud = await startLocalCloud({
    folder,
    bucket: BUCKET,
    otherBuckets: others.map(otherBucket),
    region: REGION,
    now,
    ossPort: ports ? await freePort(ports.oss) : 0,
    servicesPort: ports ? await freePort(ports.services) : 0,
    ...(extraFields && { extraFields }),
    pages,
    ...(link && { link }),
  })
  const between = ossLink && (await startLink({ ...ossLink, target: cloud.ossUrl }))
  const closeCloud = async (): Promise<void> => {
    await between?.close()
    await cloud.close()
  }
  try {
    const port = ports ? await freePort(ports.backend) : 0
    const { server, url } = await startBackend(cloud, {
      port: link ? 0 : port,
      callback,
      partLengthSigned,
      ossLink: between,
      secrets: await openSecrets(folder),
      pages,
      wiring: { now, ...wiring },
    })
    return {
      url: (await cloud.link?.open(url, port))?.url ?? url,
      cloud,
      async close() {
        await closeServer(server)
        await closeCloud()
      },
    }
  } catch (error) {
    await closeCloud()
    throw error
  }
}

interface BackendOptions {
  port: number
  callback: boolean
  partLengthSigned: boolean
  ossLink: Link | undefined
  secrets: Secrets
  pages: () => readonly PageLink[]
  wiring: Partial<AppOptions>
}

/** Binds the port before the app exists, because callbacks need the address. Only on loopback, as everybody may sign in. */
async function startBackend(
  cloud: LocalCloud,
  { port, callback, partLengthSigned, ossLink, secrets, pages, wiring }: BackendOptions,
): Promise<{ server: ServerType; url: string }> {
  let handle = async (_: Request): Promise<Response> => new Response(null, { status: 503 })
  const [server, address] = await new Promise<[ServerType, AddressInfo]>((resolve) => {
    const listening = serve({ fetch: (request) => handle(request), port, hostname: '127.0.0.1' }, (info) =>
      resolve([listening, info]),
    )
  })
  const url = `http://localhost:${address.port}`
  const app = createApp(
    {
      port: address.port,
      ...(callback ? { publicUrl: (await ossLink?.open(url))?.url ?? url } : {}),
      oss: {
        bucket: BUCKET,
        region: REGION,
        endpoint: ossLink?.url ?? cloud.ossUrl,
        domain: cloud.link?.url ?? cloud.ossUrl,
        prefix: 'uploads',
      },
      buckets: bucketsOf(cloud, othersOf(wiring.routes ?? routes)),
      partLengthSigned,
      sts: { roleArn: cloud.account.roleArn, endpoint: cloud.stsUrl },
      source: cloud.account,
      secrets,
    },
    {
      routes,
      identity: demoIdentity(secrets.session, wiring.now ?? Date.now),
      log: pino({ level: 'fatal' }),
      links: () => othersThan(url, pages()),
      ...wiring,
      callback: { keyPrefixes: [cloud.callbackKeyPrefix], ...wiring.callback },
    },
  )
  handle = app.fetch
  return { server, url }
}

/** The names of the buckets that routes give, so that nothing has to be configured for them here. */
const othersOf = (table: RouteTable): string[] => [
  ...new Set(Object.values(table).flatMap(({ bucket }) => (bucket === undefined ? [] : [bucket]))),
]

function bucketsOf({ otherUrls }: LocalCloud, names: readonly string[]): NonNullable<Settings['buckets']> {
  const entries = names.map((name) => {
    const url = otherUrls[otherBucket(name)] ?? ''
    return [name, { bucket: otherBucket(name), region: REGION, endpoint: url, domain: url }]
  })
  return Object.fromEntries(entries)
}

const othersThan = (own: string, pages: readonly PageLink[]) =>
  pages.filter(({ url }) => url !== own).map(({ name, url }) => ({ name: `${name.zh} / ${name.en}`, url }))

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
}
