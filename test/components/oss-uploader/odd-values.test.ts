import { done, drivenUploader } from '../rig/driven-uploader'
import { openPage } from '../rig/host-page'
import { eventually, turn } from '../rig/simulated'

const URL_A = 'https://files.example.com/a.jpg'
const GOOD = { url: URL_A, name: 'good' }

/** Opens a page with this list. */
function pageOf(fileList: unknown[], data: Record<string, unknown> = {}) {
  const { uploader, uploads } = drivenUploader()
  return { page: openPage({ fileList, uploader, route: 'photo', ...data }), uploads }
}

describe('a list that a page has built from what its backend answered', () => {
  it.each<[string, unknown]>([
    ['null', null],
    ['undefined', undefined],
    ['a text', URL_A],
    ['a number', 7],
    ['an array', [URL_A]],
  ])('shows its files, though one of its entries is %s', (_, entry) => {
    const { page } = pageOf([entry, GOOD, entry])
    expect(page.tiles()).toMatchObject([{ title: '照片 1，good', picture: URL_A, status: 'done' }])
  })

  it.each<[string, object]>([
    ['url', { url: 7, key: 'k/a.jpg' }],
    ['name', { url: URL_A, name: 7 }],
    ['thumb', { url: URL_A, thumb: {} }],
    ['size, duration and percent', { url: URL_A, size: '7', duration: Number.NaN, percent: 'all' }],
    ['type', { url: URL_A, type: 7 }],
    ['kind', { url: URL_A, kind: 'hologram' }],
    ['status', { url: URL_A, status: 'exploded' }],
    ['status, which is the name of a function', { url: URL_A, status: 'constructor' }],
  ])('shows all of its files, though one has another type of %s', (_, item) => {
    const { page } = pageOf([item, GOOD])
    expect(page.tiles()).toMatchObject([{ status: 'done' }, { title: '照片 2，good', status: 'done' }])
  })

  it.each<[string, object, object]>([
    ['the same path', { path: 'wxfile://a.jpg' }, { path: 'wxfile://a.jpg' }],
    ['the same uid', { uid: 'x', path: 'wxfile://a.jpg' }, { uid: 'x', path: 'wxfile://b.jpg' }],
    ['the name that another was given', { uid: 'x#2', path: 'wxfile://a.jpg' }, { uid: 'x#2', path: 'wxfile://b.jpg' }],
  ])('uploads both of two files that have %s, and keeps them apart', async (_, first, second) => {
    const { page, uploads } = pageOf([first, second])
    await eventually(() => expect(uploads).toHaveLength(2))
    uploads[0]?.report(done('a'))
    expect(page.bound()).toMatchObject([{ status: 'done', key: 'a' }, { status: 'uploading' }])
    await page.tap('.remove', 1)
    expect([uploads[0]?.isCancelled(), uploads[1]?.isCancelled()]).toEqual([false, true])
    expect(page.bound()).toMatchObject([{ key: 'a' }])
  })
})

describe('an uploader that has lost its functions', () => {
  it.each<[string, unknown]>([
    ['an empty record', {}],
    ['a number', 7],
    ['one function only', { upload: () => undefined }],
  ])('as %s starts nothing, and is named when the user picks', async (_, uploader) => {
    const { page } = pageOf([{ path: 'wxfile://a.jpg' }], { uploader })
    await turn()
    expect(page.tiles()).toMatchObject([{ status: 'ready' }])
    await page.tap('.add')
    expect(page.eventsOf('fail')).toMatchObject([{ code: 'misuse', hint: expect.stringContaining('createUploader') }])
  })
})

describe('the value of the field', () => {
  it('leaves out what is no key', async () => {
    const { page } = pageOf([], { name: 'photos', value: [null, 'k/a.jpg', 7, '', 'k/b.jpg'] })
    await eventually(() => expect(page.value()).toEqual(['k/a.jpg', 'k/b.jpg']))
  })

  it('is taken in though it differs only by the comma within a key', async () => {
    const { page } = pageOf([], { name: 'photos', value: ['k/a', 'b'] })
    await eventually(() => expect(page.tiles()).toHaveLength(2))
    page.set({ value: ['k/a,b'] })
    await eventually(() => expect(page.tiles()).toHaveLength(1))
  })
})
