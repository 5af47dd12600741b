/** An endpoint of STS that answers badly, over real sockets. */
import { assumeRole } from '../../../server/credentials/assume-role'
import { Fault } from '../../../server/faults/fault'
import { BAD_ANSWERS, type BadServer, startBadServer } from '../outbound/bad-server'

let server: BadServer
afterEach(() => server.close())

const ask = () =>
  assumeRole({
    roleArn: 'acs:ram::1234567890123456:role/uploader',
    endpoint: server.url,
    region: 'cn-hangzhou',
    bucket: 'examplebucket',
    prefix: 'uploads',
    source: { accessKeyId: 'id', accessKeySecret: 'secret' },
    timeoutMs: 500,
  })('upload')

/** Node's own buffers and those of the system, on both sides. */
const MOST_BYTES = 32 * 1024 ** 2

describe('an answer of STS', () => {
  // After a redirect and a short answer that is no JSON the connection is sound, so it stays for the next call.
  it.each(BAD_ANSWERS)('that is %s ends in a fault, and closes its connection', async (answer) => {
    server = await startBadServer(answer)
    const fault = await ask().catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(Fault)
    while (server.open() > 0 && !['a redirect', 'a gzip bomb'].includes(answer)) {
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    expect(server.written()).toBeLessThan(MOST_BYTES)
  })

  it('that has no end is a temporary fault, whose cause is in the log', async () => {
    server = await startBadServer('an endless body')
    const fault = await ask().catch((error: unknown) => error)
    expect(fault).toMatchObject({
      code: 'cloud-unavailable',
      cause: { message: 'expected an answer of at most 65536 bytes' },
    })
  })

  it.each(['a body that drips', 'headers that drip', 'nothing'] as const)(
    'that is %s is a temporary fault after the deadline',
    async (answer) => {
      server = await startBadServer(answer)
      expect(await ask().catch((error: unknown) => error)).toMatchObject({ code: 'cloud-unavailable' })
    },
  )
})
