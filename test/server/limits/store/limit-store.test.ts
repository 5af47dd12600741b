import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { jest } from '@jest/globals'
import { Redis } from 'ioredis'
import { createLimits, DEFAULT_LIMITS } from '../../../../server/limits/limits'
import { storeAdvice } from '../../../../server/limits/store/store-advice'
import { createMetrics } from '../../../../server/metrics/metrics'
import { HAS_REDIS, makeCertificate, type RedisServer, startRedis } from './redis-server'
import { allowed, closeStores, instance, rule } from './store-rig'

jest.setTimeout(60_000)

// `.ci/run` installs redis-server, and sets EVERY_STORE.
describe('the tests of the shared store', () => {
  it(`run where EVERY_STORE is set; left out here: ${HAS_REDIS ? 'none' : 'all, because there is no redis-server'}`, () => {
    if (process.env.EVERY_STORE) expect(HAS_REDIS).toBe(true)
  })
})

const servers: (Server | RedisServer)[] = []
const sockets = new Set<Socket>()
afterEach(async () => {
  closeStores()
  for (const socket of sockets) socket.destroy()
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

const redis = async (options?: Parameters<typeof startRedis>[0]): Promise<RedisServer> => {
  const started = await startRedis(options)
  servers.push(started)
  return started
}

/** A server that does with each connection what a test says. */
async function listening(serve: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    serve(socket)
  }).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const shared = async (url: string) => {
  const one = instance(url)
  await one.saidLines(1)
  expect(one.lines).toMatchObject([{ level: 'info', msg: expect.stringContaining('for all instances together') }])
  return one
}

describe('the metrics of a backend without a store', () => {
  it('name none', async () => {
    expect(await createMetrics().text()).not.toContain('limit_')
  })
})

const whereRedis = HAS_REDIS ? describe : describe.skip

whereRedis('a shared store', () => {
  it('lets exactly the budget through, however many instances count at once', async () => {
    const { port } = await redis()
    const three = await Promise.all([1, 2, 3].map(() => shared(`redis://127.0.0.1:${port}`)))
    for (const countsRefused of [true, false]) {
      const counts = await Promise.all(
        three.map(({ counters }) => allowed(counters, 15, { countsRefused, name: `${countsRefused}` })),
      )
      expect(counts.reduce((sum, count) => sum + count)).toBe(10)
    }
  })

  it('counts what is refused only where the rule says so', async () => {
    const { port } = await redis()
    const { counters } = await shared(`redis://127.0.0.1:${port}`)
    const bytes = counters(rule({ name: 'bytes', countsRefused: false, most: 2500 }))
    expect(await bytes.add('ann', 2000)).toEqual({ excess: -500, msLeft: expect.any(Number) })
    expect((await bytes.add('ann', 501)).excess).toBe(1)
    expect((await bytes.add('ann', 500)).excess).toBe(0)
    const calls = counters(rule({ most: 1 }))
    expect([
      (await calls.add('ann', 1)).excess,
      (await calls.add('ann', 1)).excess,
      (await calls.add('ann', 1)).excess,
    ]).toEqual([0, 1, 2])
  })

  it('takes back what the present window contains, and nothing else', async () => {
    const { port } = await redis()
    const { counters } = await shared(`redis://127.0.0.1:${port}`)
    const bytes = counters(rule({ name: 'bytes', countsRefused: false, most: 100 }))
    await bytes.takeBack('ann', 50)
    await bytes.add('ann', 60)
    await bytes.takeBack('ann', 61)
    expect((await bytes.add('ann', 41)).excess).toBe(1)
    await bytes.takeBack('ann', 60)
    expect((await bytes.add('ann', 100)).excess).toBe(0)
  })

  it('holds amounts as large as a day of terabytes', async () => {
    const { port } = await redis()
    const { counters } = await shared(`redis://127.0.0.1:${port}`)
    const most = 8000 * 1024 ** 4
    const bytes = counters(rule({ name: 'bytes', countsRefused: false, most }))
    await bytes.add('ann', most - 1)
    expect((await bytes.add('ann', 2)).excess).toBe(1)
    expect((await bytes.add('ann', 1)).excess).toBe(0)
  })

  it('forgets a window when it has ended, and never keeps a key for good', async () => {
    const { port } = await redis()
    const { counters } = await shared(`redis://127.0.0.1:${port}`)
    const short = counters(rule({ most: 1, windowMs: 1000, name: 'short' }))
    const { msLeft } = await short.add('ann', 1)
    expect(msLeft).toBe(1000)
    while ((await short.add('ann', 1)).excess > 0) await new Promise((resolve) => setTimeout(resolve, 50))
    const client = new Redis(port)
    for (const key of await client.keys('*')) expect(await client.pttl(key)).not.toBe(-1)
    client.disconnect()
  })

  it('tells who guesses keys of the app’s backend no more than the limit, through two instances at once', async () => {
    const { port } = await redis()
    const two = await Promise.all([1, 2].map(() => shared(`redis://127.0.0.1:${port}`)))
    const limits = two.map(({ counters }) =>
      createLimits({ ...DEFAULT_LIMITS, wrongHostKeysPerAddressPerMinute: 20 }, counters),
    )
    const guess = (found: string | undefined) =>
      limits.flatMap(({ findHostKey }) =>
        Array.from({ length: 30 }, () =>
          findHostKey('192.0.2.1', () => found).then(
            () => 'told',
            () => 'refused',
          ),
        ),
      )
    expect((await Promise.all(guess('key'))).filter((one) => one === 'told')).toHaveLength(60)
    expect((await Promise.all(guess(undefined))).filter((one) => one === 'told')).toHaveLength(20)
    expect((await Promise.all(guess('key'))).filter((one) => one === 'told')).toHaveLength(0)
  })

  it('counts again after the store has forgotten the scripts', async () => {
    const { port } = await redis()
    const { counters, lines } = await shared(`redis://127.0.0.1:${port}`)
    const client = new Redis(port)
    await client.script('FLUSH')
    expect(await allowed(counters, 20)).toBe(10)
    expect(lines).toHaveLength(1)
    client.disconnect()
  })

  it('gets all counts of one moment in one round trip', async () => {
    const { port } = await redis()
    const files = 20
    let seen = 0
    let isHeld = false
    // No answer goes back before the counts of every file have been sent.
    const proxy = await listening((socket) => {
      const store = connect(port, '127.0.0.1')
      const held: Buffer[] = []
      socket.on('data', (chunk) => {
        seen += chunk.toString('latin1').split(/\r\neval(?:sha)?\r\n/i).length - 1
        store.write(chunk)
        if (seen >= files * 2) for (const answer of held.splice(0)) socket.write(answer)
      })
      store.on('data', (chunk) => (isHeld && seen < files * 2 ? held.push(chunk) : socket.write(chunk)))
      store.on('error', () => {})
      socket.on('close', () => store.destroy())
    })
    const { counters, lines, metrics } = await shared(`redis://127.0.0.1:${proxy}`)
    const limits = createLimits({ ...DEFAULT_LIMITS, ticketsPerUserPerHour: 15 }, counters)
    seen = 0
    isHeld = true
    const faults = await limits.countTickets('ann', Array(files).fill(1000))
    expect(faults.filter((fault) => fault === undefined)).toHaveLength(15)
    expect([lines.length, await metrics()]).toEqual([1, expect.not.stringMatching(/limit_counts_alone_total [1-9]/)])
  })
})

whereRedis('a store that stops', () => {
  it('is replaced by each instance’s share, and counts again when it is back; the log says each change once', async () => {
    const store = await redis()
    const two = await Promise.all([1, 2].map(() => shared(`redis://127.0.0.1:${store.port}`)))
    expect(await allowed(two[0]?.counters as never, 6)).toBe(6)
    await store.stop()
    const alone = await Promise.all(two.map(({ counters }) => allowed(counters, 20)))
    // Together at most one further budget.
    expect(alone).toEqual([5, 5])
    expect(await Promise.all(two.map(({ counters }) => allowed(counters, 20)))).toEqual([0, 0])
    for (const { lines, metrics } of two) {
      expect(lines.slice(1)).toMatchObject([{ level: 'warn', msg: expect.stringMatching(/is away.*counts alone/) }])
      expect(await metrics()).toMatch(/^limit_store_up 0$/m)
      expect(await metrics()).toMatch(/^limit_counts_alone_total 40$/m)
    }
    await store.start()
    await Promise.all(two.map(({ lines, saidLines }) => saidLines(lines.length + 1)))
    const counts = await Promise.all(two.map(({ counters }) => allowed(counters, 20)))
    expect(counts.reduce((sum, count) => sum + count)).toBe(10)
    for (const { lines, metrics } of two) {
      expect(lines.at(-1)).toMatchObject({ level: 'info', msg: expect.stringContaining('for all instances together') })
      expect(await metrics()).toMatch(/^limit_store_up 1$/m)
    }
  })

  it('before an instance starts lets it start all the same, and is used when it is there', async () => {
    const store = await redis()
    await store.stop()
    const one = instance(`redis://127.0.0.1:${store.port}`)
    expect(await allowed(one.counters, 20)).toBe(5)
    await store.start()
    await one.saidLines(2)
    expect(one.lines.map(({ level }) => level)).toEqual(['warn', 'info'])
    expect(await allowed(one.counters, 20)).toBe(10)
  })

  it('answering is left after the time that an answer may take, and no caller fails', async () => {
    const store = await redis()
    let isSilent = false
    const proxy = await listening((socket) => {
      const behind = connect(store.port, '127.0.0.1')
      socket.pipe(behind)
      behind.on('data', (chunk) => isSilent || socket.write(chunk))
      behind.on('error', () => {})
      socket.on('close', () => behind.destroy())
    })
    const one = instance(`redis://127.0.0.1:${proxy}`, { answerMs: 1000 })
    await one.saidLines(1)
    isSilent = true
    expect(await allowed(one.counters, 20)).toBe(5)
    expect(one.lines.at(-1)).toMatchObject({ msg: expect.stringContaining('To do: the store is too slow') })
    isSilent = false
    const before = one.lines.length
    while (!one.lines.slice(before).some(({ level }) => level === 'info')) await one.saidLines(one.lines.length + 1)
  })

  it('in the middle of a count fails no caller', async () => {
    const store = await redis()
    const { counters } = await shared(`redis://127.0.0.1:${store.port}`)
    const counting = allowed(counters, 200, { most: 1000 })
    await store.stop()
    expect(await counting).toBe(200)
  })
})

/** Counts once, and returns what the log says. */
async function awayLine(url: string) {
  const { counters, lines, saidLines, metrics } = instance(url, { answerMs: 200 })
  expect((await counters(rule()).add('ann', 1)).excess).toBe(1 - 5)
  await saidLines(1)
  expect(await allowed(counters, 20)).toBe(4)
  expect(lines).toHaveLength(1)
  expect(await metrics()).toMatch(/^limit_store_up 0$/m)
  return lines[0]
}

describe('a store that is no use', () => {
  const line = (advice: string) => ({ level: 'warn', msg: expect.stringContaining(`To do: ${advice}`) })

  it('because nothing listens at its address is named so', async () => {
    const port = await listening(() => {})
    servers.pop()?.close()
    expect(await awayLine(`redis://127.0.0.1:${port}`)).toEqual(
      expect.objectContaining(line('check the address and the port')),
    )
  })

  it('because its host does not exist is named so', async () => {
    expect(await awayLine('redis://no-such-host.invalid')).toEqual(expect.objectContaining(line('check the host name')))
  })

  it('because it never answers is named so', async () => {
    const port = await listening((socket) => socket.resume())
    expect(await awayLine(`redis://127.0.0.1:${port}`)).toEqual(expect.objectContaining(line('the store is too slow')))
  })

  it.each([
    ['nonsense', '\u0000\u0001nonsense\r\n'],
    ['the page of a web server', 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'],
  ])('because it answers with %s is named so', async (_, bytes) => {
    const port = await listening((socket) => socket.on('data', () => socket.write(bytes)))
    expect(await awayLine(`redis://127.0.0.1:${port}`)).toEqual(
      expect.objectContaining(line('check whether the address in LIMIT_STORE is one of Redis')),
    )
  })

  it.each(['+OK\r\n', ':-1\r\n', '*0\r\n', '$-1\r\n', '*2\r\n+a\r\n+b\r\n', '*2\r\n:1\r\n$-1\r\n'])(
    'because it answers everything with %j is named so',
    async (answer) => {
      const port = await listening((socket) =>
        socket.on('data', (chunk) => socket.write(answer.repeat(chunk.toString('latin1').split(/^\*/m).length - 1))),
      )
      expect(await awayLine(`redis://127.0.0.1:${port}`)).toMatchObject({ level: 'warn' })
    },
  )

  whereRedis('but runs', () => {
    const withPassword = ({ port }: { port: number }) => ['--port', `${port}`, '--requirepass', 'right p@ss/word']

    it('is used with the right password, written with %XX', async () => {
      const { port } = await redis(withPassword)
      await shared(`redis://:${encodeURIComponent('right p@ss/word')}@127.0.0.1:${port}/3`)
    })

    it.each(['redis://:wrong@', 'redis://ann:wrong@', 'redis://'])(
      'is named so for the password of %s',
      async (head) => {
        const { port } = await redis(withPassword)
        const said = await awayLine(`${head}127.0.0.1:${port}`)
        expect(said).toEqual(expect.objectContaining(line('check the user and the password')))
        expect(JSON.stringify(said)).not.toContain('wrong@')
      },
    )

    it('has no such database', async () => {
      const { port } = await redis()
      expect(await awayLine(`redis://127.0.0.1:${port}/99`)).toEqual(
        expect.objectContaining(line('check the number of the database')),
      )
    })

    it('is a replica', async () => {
      const primary = await redis()
      const { port } = await redis(({ port }) => ['--port', `${port}`, '--replicaof', '127.0.0.1', `${primary.port}`])
      expect(await awayLine(`redis://127.0.0.1:${port}`)).toEqual(
        expect.objectContaining(line('LIMIT_STORE leads to a replica')),
      )
    })

    it('is used by a user who has just the commands that the documents name', async () => {
      const { port } = await redis(({ port }) => {
        const commands = ['eval', 'evalsha', 'get', 'set', 'incrby', 'pttl', 'select'].map((name) => `+${name}`)
        return ['--port', `${port}`, '--user', 'ann', 'on', '>secret', '~wx-oss-upload:*', '~test:*', ...commands]
      })
      const { counters } = await shared(`redis://ann:secret@127.0.0.1:${port}/1`)
      expect(await allowed(counters, 20)).toBe(10)
    })

    it('does not allow its user to count', async () => {
      const { port } = await redis(({ port }) => [
        '--port',
        `${port}`,
        '--user',
        'ann',
        'on',
        '>secret',
        '~*',
        '+ping',
        '+select',
      ])
      expect(await awayLine(`redis://ann:secret@127.0.0.1:${port}`)).toEqual(
        expect.objectContaining(line('the user in LIMIT_STORE, and a proxy before the store, must allow eval')),
      )
    })

    it('has no memory left', async () => {
      const { port } = await redis(({ port }) => ['--port', `${port}`, '--maxmemory', '1'])
      expect(await awayLine(`redis://127.0.0.1:${port}`)).toEqual(
        expect.objectContaining(line('the store takes no more data')),
      )
    })

    const withTls = ({ folder, port }: { folder: string; port: number }) => {
      const { certificate, key } = makeCertificate(folder)
      const files = ['--tls-cert-file', certificate, '--tls-key-file', key]
      return ['--port', '0', '--tls-port', `${port}`, ...files, '--tls-auth-clients', 'no']
    }

    it('speaks TLS with a certificate that is not trusted', async () => {
      const { port } = await redis(withTls)
      expect(await awayLine(`rediss://127.0.0.1:${port}`)).toEqual(
        expect.objectContaining(line('the certificate of the store is not trusted')),
      )
    })

    it('speaks TLS, and its address does not', async () => {
      const { port } = await redis(withTls)
      expect(await awayLine(`redis://127.0.0.1:${port}`)).toEqual(
        expect.objectContaining({ level: 'warn', msg: expect.stringMatching(/ends the connection.*speaks TLS/) }),
      )
    })

    it('does not speak TLS, and its address does', async () => {
      const { port } = await redis()
      expect(await awayLine(`rediss://127.0.0.1:${port}`)).toEqual(
        expect.objectContaining({ level: 'warn', msg: expect.stringContaining('whether the store speaks TLS') }),
      )
    })
  })
})

describe('the advice about a store', () => {
  it.each([
    ["Hostname/IP does not match certificate's altnames: Host: redis. is not in the cert's altnames", 'other names'],
    ['certificate has expired', 'not valid now'],
    ['0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required', 'asks its clients for a certificate'],
    ['unable to get local issuer certificate', 'NODE_EXTRA_CA_CERTS'],
    ['connect ETIMEDOUT', 'firewall'],
    ['no answer in time', 'too slow'],
    ['ERR max number of clients reached', 'maxclients'],
    ['ASK 3999 10.0.0.1:6379', 'node of a cluster'],
    ["ERR unknown command 'evalsha'", 'a proxy before the store'],
    ['something new', 'see the reason'],
  ])('for %j says: %s', (message, advice) => {
    expect(storeAdvice(new Error(message))).toContain(advice)
  })
})

describe('a store that comes and goes', () => {
  it('is tried less and less often, so that the log stays short', async () => {
    const times: number[] = []
    const port = await listening((socket) => {
      times.push(performance.now())
      // It answers the first count, and ends the connection then.
      socket.on('data', (chunk) => {
        const commands = chunk.toString('latin1').split(/^\*/m).length - 1
        socket.end('*2\r\n:1\r\n:1000\r\n'.repeat(commands))
      })
    })
    const { lines, saidLines } = instance(`redis://127.0.0.1:${port}`)
    await saidLines(5)
    expect(lines.map(({ level }) => level)).toEqual(['info', 'warn', 'info', 'warn', 'info'])
    const [first = 0, second = 0, third = 0] = times
    expect(second - first).toBeGreaterThan(1900)
    expect(third - second).toBeGreaterThan(3900)
  })

  it('for two reasons in turns is named once for each', async () => {
    let connections = 0
    let wake: () => void = () => {}
    const fourth = new Promise<void>((resolve) => {
      wake = resolve
    })
    const port = await listening((socket) => {
      connections += 1
      const answer = connections % 2 ? '-LOADING x\r\n' : '-OOM x\r\n'
      socket.on('data', (chunk) => socket.write(answer.repeat(chunk.toString('latin1').split(/^\*/m).length - 1)))
      if (connections === 4) wake()
    })
    const { lines } = instance(`redis://127.0.0.1:${port}`)
    await fourth
    expect(lines).toMatchObject([{ reason: 'LOADING x' }, { reason: 'OOM x' }])
  })

  it('and sends without an end is not read on after it was left', async () => {
    const open: Socket[] = []
    const second = new Promise<void>((resolve) => {
      void listening((socket) => {
        open.push(socket)
        if (open.length === 2) resolve()
        const send = (): void => {
          while (!socket.destroyed && socket.write('nonsense\r\n'.repeat(100)));
        }
        socket.on('drain', send)
        send()
      }).then((port) => instance(`redis://127.0.0.1:${port}`))
    })
    await second
    expect(open.map(({ destroyed }) => destroyed)).toEqual([true, false])
  })
})
