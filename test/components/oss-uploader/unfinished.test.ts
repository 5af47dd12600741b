import type { UnfinishedUpload } from '../../../miniprogram/uploader/core/api'
import { done, drivenUploader, sending } from '../rig/driven-uploader'
import { openPage } from '../rig/host-page'
import { eventually, turn } from '../rig/simulated'

const left = (id: string, more: Partial<UnfinishedUpload> = {}): UnfinishedUpload => ({
  id,
  route: 'video',
  path: `wxfile://tmp_${id}.mp4`,
  name: `${id}.mp4`,
  size: 90_000_000,
  type: 'video/mp4',
  percent: 45,
  at: 1,
  ...more,
})

async function pageAfter(unfinished: UnfinishedUpload[], data: Record<string, unknown> = {}) {
  const driven = drivenUploader(unfinished)
  const page = openPage({ uploader: driven.uploader, route: 'video', ...data })
  await turn()
  return { page, ...driven }
}

const offered = (page: ReturnType<typeof openPage>): string[] => page.texts('.offer__text')

describe('an upload that was not finished in an earlier run of the app', () => {
  it('is offered by name and percent, several by their number, and only on their route', async () => {
    const one = await pageAfter([left('家庭'), left('other', { route: 'file' })])
    await eventually(() => expect(offered(one.page)).toEqual(['上次未上传完成：家庭.mp4（45%）']))
    const two = await pageAfter([left('a'), left('b', { name: undefined as unknown as string })], { locale: 'en' })
    await eventually(() => expect(offered(two.page)).toEqual(['2 uploads not finished last time']))
  })

  it('is resumed as an item of the list', async () => {
    const { page, uploads } = await pageAfter([left('a')])
    await eventually(() => expect(page.has('.offer')).toBe(true))
    await page.tap('.offer__act', 1)
    expect(uploads.map(({ file }) => file.path)).toEqual(['a'])
    expect(page.bound()).toMatchObject([{ kind: 'video', name: 'a.mp4', path: 'wxfile://tmp_a.mp4' }])
    uploads[0]?.report(sending(60))
    await eventually(() => expect(page.tiles()).toMatchObject([{ status: 'uploading', percent: 60 }]))
    uploads[0]?.report(done('k/a.mp4'))
    await eventually(() => expect(page.tiles()).toMatchObject([{ status: 'done' }]))
    expect(page.has('.offer')).toBe(false)
  })

  it('is discarded by a tap, and not added to the list', async () => {
    const { page, discarded } = await pageAfter([left('a'), left('b')])
    await eventually(() => expect(page.has('.offer')).toBe(true))
    await page.tap('.offer__act', 0)
    expect(discarded).toEqual(['a', 'b'])
    await eventually(() => expect(page.has('.offer')).toBe(false))
    expect(page.bound()).toEqual([])
  })

  it.each([{ offerUnfinished: false }, { disabled: true }, { readonly: true }])(
    'is not offered with %o',
    async (data) => {
      const { page } = await pageAfter([left('a')], data)
      await turn()
      expect(page.has('.offer')).toBe(false)
    },
  )
})
