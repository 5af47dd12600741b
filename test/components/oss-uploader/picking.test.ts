import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { drivenUploader, photo } from '../rig/driven-uploader'
import { openPage } from '../rig/host-page'
import { pageWith } from '../rig/page-with'
import { eventually, turn } from '../rig/simulated'

it('asks for as many as there is room for, and uploads what was picked', async () => {
  const { page, picks, uploads } = await pageWith(['a.jpg', 'b.jpg'], { maxCount: 3 })
  expect(picks).toMatchObject([{ count: 3, accept: 'image' }])
  expect(uploads.map(({ file, route }) => [file.path, route])).toEqual([
    ['wxfile://tmp_a.jpg', 'photo'],
    ['wxfile://tmp_b.jpg', 'photo'],
  ])
  expect(page.eventsOf('add')).toMatchObject([
    { files: [{ path: 'wxfile://tmp_a.jpg' }, { path: 'wxfile://tmp_b.jpg' }] },
  ])
  await eventually(() =>
    expect(page.tiles().map(({ status, caption }) => [status, caption])).toEqual([
      ['uploading', '等待中'],
      ['uploading', '等待中'],
    ]),
  )
  expect(page.bound().map(({ status }) => status)).toEqual(['uploading', 'uploading'])
})

it('asks the picker for what the page asks for', async () => {
  const { uploader, picks } = drivenUploader()
  const page = openPage({
    uploader,
    accept: 'video',
    sourceType: ['camera'],
    sizeType: ['compressed'],
    maxDuration: 15,
    camera: 'front',
    multiple: false,
  })
  await page.tap('.add')
  expect(picks).toEqual([
    { accept: 'video', sourceType: ['camera'], sizeType: ['compressed'], maxDuration: 15, camera: 'front', count: 1 },
  ])
})

it.each([
  ['media', ['image', 'video'], 'media'],
  ['media', ['video'], 'video'],
  ['image', ['video'], 'image'],
])('accept="%s" with media-type %j picks %s', async (accept, mediaType, asked) => {
  const { uploader, picks } = drivenUploader()
  const page = openPage({ uploader, accept, mediaType })
  await page.tap('.add')
  expect(picks).toMatchObject([{ accept: asked }])
})

it('asks for chat files of these kinds', async () => {
  const { uploader, picks } = drivenUploader()
  const page = openPage({ uploader, accept: 'file', extension: ['pdf'] })
  await page.tap('.add')
  expect(picks).toMatchObject([{ accept: 'file', extension: ['pdf'] }])
})

it('tells a closed picker from a failed one', async () => {
  const { page } = await pageWith([])
  expect(page.events.map(({ type }) => type)).toEqual(['cancel'])
  expect(page.notice()).toBe('')
})

it('says why nothing can be picked, on the page and in an event', async () => {
  const { uploader, answerPick } = drivenUploader()
  const page = openPage({ uploader })
  await page.tap('.add')
  answerPick(new UploadError('privacy-refused'))
  await turn()
  expect(page.eventsOf('fail')).toMatchObject([{ code: 'privacy-refused', message: '需要同意隐私指引后才能选择文件' }])
  expect(page.eventsOf('fail')[0]).not.toHaveProperty('uid')
  await eventually(() => expect(page.texts('.notice__text')).toEqual(['需要同意隐私指引后才能选择文件']))
})

it('opens one picker at a time, and is busy meanwhile', async () => {
  const { uploader, picks, answerPick } = drivenUploader()
  const page = openPage({ uploader })
  await page.tap('.add')
  await page.tap('.add')
  expect(picks).toHaveLength(1)
  await eventually(() => expect(page.attributes('.add', 'ariaBusy')).toEqual([true]))
  answerPick([])
  await turn()
  await page.tap('.add')
  expect(picks).toHaveLength(2)
})

it('takes the others when one is too big, and says so', async () => {
  const { uploader, uploads, answerPick } = drivenUploader()
  const page = openPage({ uploader, maxSize: 1024, locale: 'en' })
  await page.tap('.add')
  answerPick([photo('big.jpg', 2048), photo('small.jpg', 1024)])
  await turn()
  expect(page.eventsOf('oversize')).toMatchObject([{ files: [{ path: 'wxfile://tmp_big.jpg' }] }])
  expect(uploads.map(({ file }) => file.path)).toEqual(['wxfile://tmp_small.jpg'])
  await eventually(() => expect(page.notice()).toBe('The file is too large: 2 KB; at most 1 KB'))
})

it('leaves out what is more than the list may hold', async () => {
  const { page, uploads } = await pageWith(['a.jpg', 'b.jpg', 'c.jpg'], { maxCount: 2 })
  expect(page.eventsOf('exceed')).toMatchObject([{ files: [{ path: 'wxfile://tmp_c.jpg' }] }])
  expect(uploads).toHaveLength(2)
  await eventually(() => expect(page.has('.add')).toBe(false))
})

it('says that the uploader is missing', async () => {
  const page = openPage({})
  await page.tap('.add')
  expect(page.eventsOf('fail')).toMatchObject([{ code: 'misuse' }])
})

it.each(['disabled', 'readonly'])('picks nothing while it is %s', async (property) => {
  const { uploader, picks } = drivenUploader()
  const page = openPage({ uploader, [property]: true })
  if (page.has('.add')) await page.tap('.add')
  page.call('onAdd')
  expect(picks).toHaveLength(0)
})

it('takes a notice away at the next doing', async () => {
  const { page } = await pageWith(['a.jpg', 'b.jpg'], { maxCount: 1 })
  await eventually(() => expect(page.notice()).not.toBe(''))
  await page.tap('.remove')
  await eventually(() => expect(page.notice()).toBe(''))
})

describe('before-upload', () => {
  const picked = async (beforeUpload: unknown, names: string[]) => {
    const result = await pageWith(names, { beforeUpload })
    // The app answers file after file.
    for (let file = 0; file < names.length * 3; file += 1) await turn()
    return result
  }

  it('refuses one, with words, and takes the others', async () => {
    const refuse = ({ path }: { path: string }) => (path.includes('b') ? { refuse: '只要正面' } : true)
    const { page, uploads } = await picked(refuse, ['a.jpg', 'b.jpg', 'c.jpg'])
    expect(uploads.map(({ file }) => file.path)).toEqual(['wxfile://tmp_a.jpg', 'wxfile://tmp_c.jpg'])
    await eventually(() => expect(page.notice()).toBe('只要正面'))
    expect(page.eventsOf('fail')).toEqual([])
  })

  it('refuses one without a word', async () => {
    const { page, uploads } = await picked(() => Promise.resolve(false), ['a.jpg'])
    expect([uploads, page.notice(), page.tiles()]).toEqual([[], '', []])
  })

  it('renames one, and replaces another, in its own time', async () => {
    const change = ({ path }: { path: string }) =>
      path.includes('a') ? { name: 'front.jpg' } : Promise.resolve({ path: 'wxfile://cut.jpg', size: 5 })
    const { uploads } = await picked(change, ['a.jpg', 'b.jpg'])
    expect(uploads.map(({ file }) => file)).toEqual([
      { path: 'wxfile://tmp_a.jpg', name: 'front.jpg', size: 100 },
      { path: 'wxfile://cut.jpg', size: 5 },
    ])
  })

  it('may fail for one, and leaves the others alone', async () => {
    const failing = ({ path }: { path: string }) => {
      if (path.includes('a')) throw new Error('no canvas')
    }
    const { page, uploads } = await picked(failing, ['a.jpg', 'b.jpg'])
    expect(page.eventsOf('fail')).toMatchObject([{ code: 'misuse', hint: 'before-upload: no canvas' }])
    expect(uploads).toHaveLength(1)
  })
})

describe('compress', () => {
  const openWith = (data: Record<string, unknown>) => {
    const driven = drivenUploader()
    const page = openPage({ uploader: driven.uploader, ...data })
    const asked: unknown[] = []
    Object.assign(page.phone.wx, {
      compressImage: ({ src, quality, success }: { src: string; quality: number; success(result: object): void }) => {
        asked.push(quality)
        success({ tempFilePath: `${src}.small.jpg` })
      },
      getFileSystemManager: () => ({
        stat: ({ success }: { success(result: object): void }) => success({ stats: { size: 40 } }),
      }),
    })
    return { page, asked, ...driven }
  }

  it('sends the smaller file', async () => {
    const { page, asked, uploads, answerPick } = openWith({ compress: true, compressQuality: 60, maxSize: 50 })
    await page.tap('.add')
    answerPick([photo('a.jpg', 100)])
    await eventually(() => expect(uploads.map(({ file }) => file.path)).toEqual(['wxfile://tmp_a.jpg.small.jpg']))
    expect(asked).toEqual([60])
    expect(page.eventsOf('oversize')).toEqual([])
  })

  it('is not done unless it is asked for', async () => {
    const { page, asked, uploads, answerPick } = openWith({})
    await page.tap('.add')
    answerPick([photo('a.jpg', 100)])
    await eventually(() => expect(uploads).toHaveLength(1))
    expect(asked).toEqual([])
  })
})
