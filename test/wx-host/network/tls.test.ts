import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { request, upload } from '../calls'
import { selfSignedCertificate } from '../self-signed'
import { useWorld } from '../world'

const world = useWorld()

async function httpsServer(): Promise<string> {
  const server = createServer(selfSignedCertificate(new Date()), (_request, response) => response.end('never'))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  world.after(
    () =>
      new Promise((closed) => {
        server.close(closed)
        server.closeAllConnections()
      }),
  )
  return `https://localhost:${(server.address() as AddressInfo).port}/`
}

describe('A self-signed certificate', () => {
  it('fails a request with net::ERR_CERT_AUTHORITY_INVALID, errno 600001', async () => {
    const { failure } = await request(world.host({ platform: 'android' }), { url: await httpsServer() }).done
    expect(failure).toEqual({
      errMsg: 'request:fail errcode:-202 cronet_error_code:-202 error_msg:net::ERR_CERT_AUTHORITY_INVALID',
      errno: 600001,
    })
  })

  it('fails an upload with the platform’s message, without errno', async () => {
    const url = await httpsServer()
    const real = await world.file('a', 'a')
    const words = {
      devtools: /^uploadFile:fail Error: .*certificate/,
      ios: /“localhost”/,
      android: /SSLHandshakeException/,
    }
    for (const [platform, pattern] of Object.entries(words) as [keyof typeof words, RegExp][]) {
      const host = world.host({ platform })
      const { failure } = await upload(host, { url, filePath: host.temp(real) }).done
      expect(failure?.errMsg).toMatch(pattern)
      expect(failure).not.toHaveProperty('errno')
    }
  })
})

describe('https to a server of http', () => {
  it('fails with net::ERR_SSL_PROTOCOL_ERROR', async () => {
    const server = await world.server()
    const { failure } = await request(world.host(), { url: server.url.replace('http:', 'https:') }).done
    expect(failure?.errMsg).toMatch(/net::ERR_SSL_PROTOCOL_ERROR$/)
  })
})
