import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { startLink } from '../../../dev/local-cloud/link'
import { selfSignedCertificate } from '../../wx-host/self-signed'

describe('TLS over a link', () => {
  it('passes as bytes: the client sees the target’s certificate', async () => {
    const certificate = selfSignedCertificate(new Date())
    const server = createServer(certificate, (incoming, response) => incoming.pipe(response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const target = `https://localhost:${(server.address() as AddressInfo).port}`
    const link = await startLink({ target, latencyMs: 1 })
    expect(link.url).toBe(`https://localhost:${link.port}`)
    const answer = await new Promise<string>((resolve, reject) => {
      const options = { method: 'POST', ca: certificate.cert, agent: false } as const
      const sent = request(link.url, options, (response) => {
        let text = ''
        response.on('data', (chunk) => {
          text += chunk
        })
        response.once('end', () => resolve(text))
      })
      sent.once('error', reject)
      sent.end('over TLS')
    })
    expect(answer).toBe('over TLS')
    await link.close()
    server.close()
  })
})
