import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { request } from '../calls'
import { only, until, useWorld } from '../world'

const world = useWorld()

describe('What request sends', () => {
  it('has content-type application/json by default, and a fixed Referer', async () => {
    const server = await world.server()
    const host = world.host({ platform: 'ios', appId: 'wxabc' })
    const header = { Referer: 'https://evil.example', 'User-Agent': 'me', 'X-Own': 'yes' }
    await request(host, { url: server.url, method: 'POST', data: '{}', header }).done
    const { headers } = only(server.received)
    expect(headers['content-type']).toBe('application/json')
    expect(headers.referer).toBe('https://servicewechat.com/wxabc/0/page-frame.html')
    expect(headers['user-agent']).toContain('MicroMessenger')
    expect(headers['x-own']).toBe('yes')
    expect(headers['content-length']).toBe('2')
  })

  it('is the bytes of an ArrayBuffer at the time of the call', async () => {
    const server = await world.server()
    const host = world.host()
    const data = new Uint8Array([0, 255, 13, 10, 128])
    const header = { 'content-type': 'application/octet-stream' }
    const { done } = request(host, { url: server.url, method: 'PUT', data: data.buffer, header })
    data.fill(1)
    await done
    const { body, headers, method } = only(server.received)
    expect(method).toBe('PUT')
    expect([...body]).toEqual([0, 255, 13, 10, 128])
    expect(headers['content-type']).toBe('application/octet-stream')
  })

  it('is not the bytes of a typed array', async () => {
    const server = await world.server()
    const host = world.host()
    await request(host, { url: server.url, method: 'PUT', data: new Uint8Array([137, 80]) }).done
    await request(host, { url: server.url, method: 'PUT', data: new DataView(new ArrayBuffer(2)) }).done
    expect(server.received.map(({ body }) => body.toString())).toEqual(['{"0":137,"1":80}', '{}'])
  })

  it('is a serialised object: JSON, a form, or a query', async () => {
    const server = await world.server()
    const host = world.host()
    const data = { a: 1, b: 'ä b' }
    await request(host, { url: server.url, method: 'POST', data }).done
    const header = { 'content-type': 'application/x-www-form-urlencoded' }
    await request(host, { url: server.url, method: 'POST', data, header }).done
    await request(host, { url: `${server.url}/p?q=1`, data }).done
    const [json, form, query] = server.received
    expect(json?.body.toString()).toBe('{"a":1,"b":"ä b"}')
    expect(form?.body.toString()).toBe('a=1&b=%C3%A4%20b')
    expect(query).toMatchObject({ method: 'GET', url: '/p?q=1&a=1&b=%C3%A4%20b' })
    expect(query?.headers).not.toHaveProperty('content-length')
  })

  it('cannot be an object that is not serialisable', async () => {
    const host = world.host()
    const circle: { self?: unknown } = {}
    circle.self = circle
    const { failure } = await request(host, { url: 'http://127.0.0.1:1/', method: 'POST', data: circle }).done
    expect(failure?.errno).toBe(600010)
  })
})

describe('What request answers', () => {
  it('is a success at any status, with header and cookies', async () => {
    const server = await world.server((response) => {
      response.writeHead(500, { 'Set-Cookie': ['a=1', 'b=2'], 'X-Oss-Request-Id': 'R' }).end('down')
    })
    const host = world.host({ platform: 'devtools' })
    const { result, calls } = await request(host, { url: server.url, dataType: 'text' }).done
    expect(result).toMatchObject({ statusCode: 500, data: 'down', cookies: ['a=1', 'b=2'], errMsg: 'request:ok' })
    expect(result?.header).toMatchObject({ 'x-oss-request-id': 'R', 'set-cookie': 'a=1,b=2' })
    expect(calls).toEqual(['success', 'complete'])
  })

  it('is parsed unless dataType is text, and stays text if it is not JSON', async () => {
    const server = await world.server((response, { url }) => {
      response.end(url === '/xml' ? '<a/>' : '\uFEFF{"a":1}')
    })
    const host = world.host()
    expect((await request(host, { url: server.url }).done).result?.data).toEqual({ a: 1 })
    expect((await request(host, { url: server.url, dataType: 'text' }).done).result?.data).toBe('{"a":1}')
    expect((await request(host, { url: `${server.url}/xml` }).done).result?.data).toBe('<a/>')
    const { result } = await request(host, { url: `${server.url}/xml`, responseType: 'arraybuffer' }).done
    expect(result?.data).toEqual(new Uint8Array([60, 97, 47, 62]).buffer)
  })

  it('arrives decoded, unless the mini-program has asked for an encoding itself', async () => {
    const server = await world.server((response, { url }) => {
      const encode = { '/gzip': gzipSync, '/br': brotliCompressSync, '/deflate': deflateSync }[url ?? '']
      response.setHeader('content-encoding', url?.slice(1) ?? '')
      response.end(encode?.('{"a":1}'))
    })
    const host = world.host()
    for (const encoding of ['gzip', 'br', 'deflate']) {
      expect((await request(host, { url: `${server.url}/${encoding}` }).done).result?.data).toEqual({ a: 1 })
    }
    const header = { 'accept-encoding': 'gzip' }
    const { result } = await request(host, { url: `${server.url}/gzip`, header, responseType: 'arraybuffer' }).done
    expect(result?.data).toEqual(new Uint8Array(gzipSync('{"a":1}')).buffer)
  })

  it('fails once if the connection is cut before a decoder has read it', async () => {
    const server = await world.server((response) => {
      response.setHeader('content-encoding', 'gzip')
      // The body stays open, so the cut breaks it while the decoder waits for it.
      response.write(gzipSync('{"a":1}').subarray(0, 12))
    })
    const host = world.host()
    for (const afterBytes of [0, 0, 0]) {
      host.faults.arm({ kind: 'cut-answer', afterBytes })
      expect((await request(host, { url: server.url }).done).calls).toEqual(['fail', 'complete'])
    }
  })

  it('fails if its encoding is damaged or cut', async () => {
    const whole = gzipSync('{"a":1}')
    const server = await world.server((response, { url }) => {
      response.setHeader('content-encoding', 'gzip')
      response.end(url === '/cut' ? whole.subarray(0, 12) : 'no gzip')
    })
    const host = world.host()
    for (const path of ['/cut', '/damaged']) {
      const { failure, calls } = await request(host, { url: server.url + path }).done
      expect(failure?.errMsg).toMatch(/^request:fail/)
      expect(calls).toEqual(['fail', 'complete'])
    }
  })

  it('has a statusCode with its headers on phones, but not in DevTools', async () => {
    const server = await world.server()
    const heard: (number | undefined)[] = []
    for (const platform of ['android', 'devtools'] as const) {
      const { task, done } = request(world.host({ platform }), { url: server.url })
      task.onHeadersReceived(({ statusCode }) => heard.push(statusCode))
      await done
    }
    expect(heard).toEqual([200, undefined])
  })

  it('comes also from bucket.localhost', async () => {
    const server = await world.server()
    const host = world.host()
    const url = server.url.replace('127.0.0.1', 'photos.localhost')
    expect((await request(host, { url }).done).result?.statusCode).toBe(200)
    expect(only(server.received).headers.host).toMatch(/^photos\.localhost:/)
  })
})

describe('A request', () => {
  it('times out on its total time, with errno 5, once', async () => {
    const server = await world.server(() => {})
    const host = world.host({ platform: 'android', networkTimeout: { request: 50 } })
    const { failure, calls } = await request(host, { url: server.url }).done
    expect(failure).toEqual({ errMsg: 'request:fail timeout', errno: 5 })
    expect(calls).toEqual(['fail', 'complete'])
  })

  it('can be aborted', async () => {
    const server = await world.server(() => {})
    const host = world.host()
    const { task, done } = request(host, { url: server.url })
    await until(() => server.received.length === 1)
    task.abort()
    expect((await done).failure).toEqual({ errMsg: 'request:fail abort' })
  })

  it('has cronet’s error if no server listens or the server closes the connection', async () => {
    const server = await world.server((response) => {
      response.socket?.destroy()
    })
    const host = world.host()
    expect((await request(host, { url: server.url }).done).failure).toEqual({
      errMsg: 'request:fail errcode:-101 cronet_error_code:-101 error_msg:net::ERR_CONNECTION_RESET',
      errno: 600001,
    })
    await server.close()
    expect((await request(host, { url: server.url }).done).failure).toEqual({
      errMsg: 'request:fail errcode:-102 cronet_error_code:-102 error_msg:net::ERR_CONNECTION_REFUSED',
      errno: 600001,
    })
  })

  it('fails if the server cuts the answer', async () => {
    const server = await world.server((response) => {
      response.writeHead(200, { 'content-length': 100 }).write('half')
      setTimeout(() => response.socket?.destroy(), 10)
    })
    const { failure } = await request(world.host(), { url: server.url }).done
    expect(failure?.errno).toBe(600001)
  })

  it('fails with errno 600009 for an invalid URL', async () => {
    const { failure } = await request(world.host(), { url: '/v1/uploads' }).done
    expect(failure?.errno).toBe(600009)
  })

  it('fails, but does not throw, with a header that is invalid in HTTP', async () => {
    const { failure } = await request(world.host(), { url: 'http://127.0.0.1:1/', header: { a: 'x\ny' } }).done
    expect(failure?.errno).toBe(600005)
  })
})
