import { fixture } from '../fixture'

const ask = (headers: Record<string, string>): Promise<Response> =>
  fixture().app.fetch(new Request('http://localhost/', { headers }))

describe('GET /', () => {
  it('says what it is to programs, as JSON', async () => {
    const answer = await ask({ accept: '*/*' })
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(await answer.json()).toEqual({
      name: 'wx-oss-upload',
      docs: '/docs',
      openapi: '/openapi.json',
      health: '/healthz',
    })
  })

  it('says what it is to browsers, as a page that loads and runs nothing', async () => {
    const answer = await ask({ accept: 'text/html,application/xhtml+xml,*/*;q=0.8' })
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    const page = await answer.text()
    for (const path of ['/docs', '/openapi.json', '/healthz']) expect(page).toContain(`href="${path}"`)
    expect(page).not.toContain('<script')
  })
})
