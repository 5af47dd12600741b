import { never } from '../rig'
import { useRigs } from './calls'

const rigWith = useRigs()

describe('the URLs of the client’s own backend', () => {
  it('are signed for an hour at most, with a style or a name to save under', async () => {
    const rig = await rigWith()
    rig.cloud.settings.styles = { small: 'image/resize,w_10' }
    const { backend } = rig.side()
    const keys = ['own/a b.jpg']
    const [plain] = await backend.urls({ keys }, never)
    expect(plain).toMatchObject({ expiresIn: expect.any(Number) })
    const styled = await backend.urls({ keys, style: 'small', downloadAs: '照片.jpg' }, never)
    const { searchParams } = new URL((styled[0] as { url: string }).url)
    expect(searchParams.get('x-oss-process')).toBe('style/small')
    expect(searchParams.get('response-content-disposition')).toBe("attachment; filename*=UTF-8''%E7%85%A7%E7%89%87.jpg")
    expect(rig.operations()).toEqual([])
  })

  it('are plain if anyone may read, except with a name to save under', async () => {
    const rig = await rigWith()
    const { backend } = rig.side({ publicRead: true })
    const keys = ['own/a b.jpg']
    const url = `${rig.cloud.ossUrl}/own/a%20b.jpg`
    expect(await backend.urls({ keys }, never)).toEqual([{ url }])
    expect(await backend.urls({ keys, style: 'small' }, never)).toEqual([{ url: `${url}?x-oss-process=style%2Fsmall` }])
    expect(await backend.urls({ keys, downloadAs: 'a.jpg' }, never)).toMatchObject([
      { url: expect.stringContaining('x-oss-signature='), expiresIn: expect.any(Number) },
    ])
  })
})
