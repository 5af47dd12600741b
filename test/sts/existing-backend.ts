/** A backend as many teams have it: it calls AssumeRole and hands out the STS credentials, nothing else. */
import { randomUUID } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LocalCloud } from '../../dev/local-cloud'
import { rpcSignature, rpcStringToSign } from '../../dev/local-cloud/sts/signature/rpc-signature'

/** The credentials in AssumeRole's own shape. */
export interface RawCredentials {
  AccessKeyId: string
  AccessKeySecret: string
  SecurityToken: string
  Expiration: string
}

export interface ExistingBackend {
  url: string
  /** The number of requests so far. */
  calls(): number
  /** Sets how it answers from now on. `cut`: it closes the connection. */
  behave(how: 'well' | 'cut' | { status: number; body: string }): void
  close(): Promise<void>
}

export interface ExistingBackendOptions {
  /** ms: its clock is correct. */
  now: () => number
  /** The session's policy, which narrows the role's. */
  policy?: object
  /** Shapes the body of its answer. Default: the shape of Alibaba Cloud's sample. */
  shape?: (raw: RawCredentials) => unknown
  /** False: the answer has no `Date` header. Default true. */
  sendsDate?: boolean
}

export async function startExistingBackend(
  cloud: LocalCloud,
  { now, policy, shape = (raw) => raw, sendsDate = true }: ExistingBackendOptions,
): Promise<ExistingBackend> {
  let calls = 0
  let behaviour: Parameters<ExistingBackend['behave']>[0] = 'well'

  async function answer(response: ServerResponse): Promise<void> {
    response.sendDate = false
    if (sendsDate) response.setHeader('Date', new Date(now()).toUTCString())
    if (behaviour === 'cut') {
      response.destroy()
      return
    }
    const { status, body } =
      behaviour === 'well'
        ? { status: 200, body: JSON.stringify(shape(await assumeRole(cloud, policy, now()))) }
        : behaviour
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  }
  const server = createServer((_, response) => {
    calls += 1
    answer(response).catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/sts`,
    calls: () => calls,
    behave(how) {
      behaviour = how
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Signs the call itself, since the official clients read the system's clock. */
async function assumeRole(cloud: LocalCloud, policy: object | undefined, now: number): Promise<RawCredentials> {
  const { account, stsUrl } = cloud
  const parameters = {
    Action: 'AssumeRole',
    RoleArn: account.roleArn,
    RoleSessionName: 'existing-backend',
    DurationSeconds: '900',
    Format: 'JSON',
    Version: '2015-04-01',
    AccessKeyId: account.accessKeyId,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: randomUUID(),
    Timestamp: new Date(now).toISOString(),
    ...(policy ? { Policy: JSON.stringify(policy) } : {}),
  }
  const toSign = rpcStringToSign('POST', new Map(Object.entries(parameters)))
  const body = new URLSearchParams({ ...parameters, Signature: rpcSignature(account.accessKeySecret, toSign) })
  const response = await fetch(stsUrl, { method: 'POST', body })
  const answer = (await response.json()) as { Credentials?: RawCredentials }
  if (!answer.Credentials) throw new Error(JSON.stringify(answer))
  return answer.Credentials
}
