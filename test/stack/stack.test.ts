import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStack } from '../../dev/stack/stack'
import type { UploadsAnswer } from '../../miniprogram/uploader/contract'
import { defineRoutes, route } from '../../server/index'

describe('startStack', () => {
  it('has the buckets that its routes name, without any configuration', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stack-'))
    const rules = { accept: ['image/*'], maxSize: '1MB' } as const
    const routes = defineRoutes({ photo: route(rules), avatar: route({ ...rules, bucket: 'public' }) })
    const { url, cloud, close } = await startStack({ folder, wiring: { routes } })
    const post = async <Answer>(path: string, body: object, token = ''): Promise<Answer> => {
      const headers = { authorization: `Bearer ${token}` }
      return (await (await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })).json()) as Answer
    }
    const { token } = await post<{ token: string }>('/v1/session', { code: 'a' })
    const files = [{ size: 1, type: 'image/jpeg' }]
    const answers = ['photo', 'avatar'].map((name) => post<UploadsAnswer>('/v1/uploads', { route: name, files }, token))
    expect((await Promise.all(answers)).map(({ form }) => form?.url)).toEqual([
      `${cloud.ossUrl}/`,
      `${cloud.otherUrls['local-bucket-public']}/`,
    ])
    await close()
    await rm(folder, { recursive: true })
  })
})
