import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { done, drivenUploader, photo } from '../rig/driven-uploader'
import { openPage } from '../rig/host-page'
import { pageWith } from '../rig/page-with'
import { eventually, turn } from '../rig/simulated'

describe('picking', () => {
  it('asks for as many files as there is room for, and uploads them', async () => {
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

  it('passes the options of the page to the picker', async () => {
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
  ])('with accept="%s" and media-type %j asks for %s', async (accept, mediaType, asked) => {
    const { uploader, picks } = drivenUploader()
    const page = openPage({ uploader, accept, mediaType })
    await page.tap('.add')
    expect(picks).toMatchObject([{ accept: asked }])
  })

  it('asks for chat files with the given extensions', async () => {
    const { uploader, picks } = drivenUploader()
    const page = openPage({ uploader, accept: 'file', extension: ['pdf'] })
    await page.tap('.add')
    expect(picks).toMatchObject([{ accept: 'file', extension: ['pdf'] }])
  })

  it('does not fail when the user closes the picker', async () => {
    const { page } = await pageWith([])
    expect(page.events.map(({ type }) => type)).toEqual(['busy', 'cancel', 'busy'])
    expect(page.notice()).toBe('')
  })

  it('says why it failed, on the page and in an event', async () => {
    const { uploader, answerPick } = drivenUploader()
    const page = openPage({ uploader })
    await page.tap('.add')
    answerPick(new UploadError('privacy-refused'))
    await turn()
    expect(page.eventsOf('fail')).toMatchObject([
      { code: 'privacy-refused', message: '需要同意隐私指引后才能选择文件' },
    ])
    expect(page.eventsOf('fail')[0]).not.toHaveProperty('uid')
    await eventually(() => expect(page.texts('.notice__text')).toEqual(['需要同意隐私指引后才能选择文件']))
  })

  it('opens one picker at a time, and is busy until it is closed', async () => {
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

  it('adds the others if one file is too big, and says so', async () => {
    const { uploader, uploads, answerPick } = drivenUploader()
    const page = openPage({ uploader, maxSize: 1024, locale: 'en' })
    await page.tap('.add')
    answerPick([photo('big.jpg', 2048), photo('small.jpg', 1024)])
    await turn()
    expect(page.eventsOf('oversize')).toMatchObject([{ files: [{ path: 'wxfile://tmp_big.jpg' }] }])
    expect(uploads.map(({ file }) => file.path)).toEqual(['wxfile://tmp_small.jpg'])
    await eventually(() => expect(page.notice()).toBe('The file is too large: 2 KB; at most 1 KB'))
  })

  it('leaves out the files for which there is no room', async () => {
    const { page, uploads } = await pageWith(['a.jpg', 'b.jpg', 'c.jpg'], { maxCount: 2 })
    expect(page.eventsOf('exceed')).toMatchObject([{ files: [{ path: 'wxfile://tmp_c.jpg' }] }])
    expect(uploads).toHaveLength(2)
    await eventually(() => expect(page.has('.add')).toBe(false))
  })

  it('fails with misuse if the uploader is missing', async () => {
    const page = openPage({})
    await page.tap('.add')
    expect(page.eventsOf('fail')).toMatchObject([{ code: 'misuse' }])
  })

  it.each(['disabled', 'readonly'])('is not possible while the list is %s', async (property) => {
    const { uploader, picks } = drivenUploader()
    const page = openPage({ uploader, [property]: true })
    if (page.has('.add')) await page.tap('.add')
    page.call('onAdd')
    expect(picks).toHaveLength(0)
  })

  it('clears its notice at the next action of the user', async () => {
    const { page } = await pageWith(['a.jpg', 'b.jpg'], { maxCount: 1 })
    await eventually(() => expect(page.notice()).not.toBe(''))
    await page.tap('.remove')
    await eventually(() => expect(page.notice()).toBe(''))
  })

  describe('with before-upload', () => {
    const picked = async (beforeUpload: unknown, names: string[]) => {
      const result = await pageWith(names, { beforeUpload })
      // The app is asked about one file after the other.
      for (let file = 0; file < names.length * 3; file += 1) await turn()
      return result
    }

    it('leaves out a refused file with the words of the app, and adds the others', async () => {
      const refuse = ({ path }: { path: string }) => (path.includes('b') ? { refuse: '只要正面' } : true)
      const { page, uploads } = await picked(refuse, ['a.jpg', 'b.jpg', 'c.jpg'])
      expect(uploads.map(({ file }) => file.path)).toEqual(['wxfile://tmp_a.jpg', 'wxfile://tmp_c.jpg'])
      await eventually(() => expect(page.notice()).toBe('只要正面'))
      expect(page.eventsOf('fail')).toEqual([])
    })

    it('leaves out a file that is refused without words', async () => {
      const { page, uploads } = await picked(() => Promise.resolve(false), ['a.jpg'])
      expect([uploads, page.notice(), page.tiles()]).toEqual([[], '', []])
    })

    it('renames and replaces files, at once or by a promise', async () => {
      const change = ({ path }: { path: string }) =>
        path.includes('a') ? { name: 'front.jpg' } : Promise.resolve({ path: 'wxfile://cut.jpg', size: 5 })
      const { uploads } = await picked(change, ['a.jpg', 'b.jpg'])
      expect(uploads.map(({ file }) => file)).toEqual([
        { path: 'wxfile://tmp_a.jpg', name: 'front.jpg', size: 100 },
        { path: 'wxfile://cut.jpg', size: 5 },
      ])
    })

    it('adds the others if it fails for one file', async () => {
      const failing = ({ path }: { path: string }) => {
        if (path.includes('a')) throw new Error('no canvas')
      }
      const { page, uploads } = await picked(failing, ['a.jpg', 'b.jpg'])
      expect(page.eventsOf('fail')).toMatchObject([{ code: 'misuse', hint: 'before-upload: no canvas' }])
      expect(uploads).toHaveLength(1)
    })
  })

  describe('with compress', () => {
    /** A phone that compresses when the test lets it. */
    const openSlow = (data: Record<string, unknown> = {}) => {
      const driven = drivenUploader()
      const page = openPage({ uploader: driven.uploader, compress: true, ...data })
      const compressing: { src: string; success(result: object): void }[] = []
      Object.assign(page.phone.wx, {
        compressImage: (options: { src: string; success(result: object): void }) => compressing.push(options),
        getFileSystemManager: () => ({
          stat: ({ success }: { success(result: object): void }) => success({ stats: { size: 40 } }),
        }),
      })
      const finish = async (): Promise<void> => {
        const next = compressing.shift()
        next?.success({ tempFilePath: `${next.src}.small.jpg` })
        await turn()
        await turn()
      }
      return { page, compressing, finish, ...driven }
    }

    it('shows the photos at once, tells the page that it is busy, and uploads each as soon as it is ready', async () => {
      const { page, compressing, finish, uploads, answerPick } = openSlow({ name: 'photos' })
      await page.tap('.add')
      answerPick([photo('a.jpg'), photo('b.jpg')])
      await eventually(() => expect(compressing).toHaveLength(1))
      expect(page.bound().map(({ status }) => status)).toEqual(['preparing', 'preparing'])
      await eventually(() => expect(page.tiles().map(({ caption }) => caption)).toEqual(['处理中…', '处理中…']))
      expect([page.eventsOf('busy'), uploads]).toEqual([[{ isBusy: true }], []])
      await finish()
      await eventually(() => expect(compressing).toHaveLength(1))
      expect(uploads.map(({ file }) => file.path)).toEqual(['wxfile://tmp_a.jpg.small.jpg'])
      expect(page.bound().map(({ status }) => status)).toEqual(['uploading', 'preparing'])
      await finish()
      await eventually(() => expect(uploads).toHaveLength(2))
      uploads[0]?.report(done('k/a'))
      expect(page.eventsOf('busy')).toEqual([{ isBusy: true }])
      uploads[1]?.report(done('k/b'))
      await eventually(() => expect(page.eventsOf('busy')).toEqual([{ isBusy: true }, { isBusy: false }]))
    })

    it('drops a photo that is removed meanwhile', async () => {
      const { page, compressing, finish, uploads, answerPick } = openSlow()
      await page.tap('.add')
      answerPick([photo('a.jpg'), photo('b.jpg')])
      await eventually(() => expect(compressing).toHaveLength(1))
      await eventually(() => expect(page.elements('.remove')).toHaveLength(2))
      await page.tap('.remove')
      await finish()
      await eventually(() => expect(compressing).toHaveLength(1))
      await finish()
      await eventually(() => expect(uploads.map(({ file }) => file.path)).toEqual(['wxfile://tmp_b.jpg.small.jpg']))
      expect(page.bound()).toHaveLength(1)
    })

    it('prepares in the next component what the last one has left', async () => {
      const left = [{ uid: 'u', path: 'wxfile://tmp_a.jpg', kind: 'image', status: 'preparing' }]
      const { page, compressing, finish, uploads } = openSlow({ fileList: left })
      await eventually(() => expect(compressing).toHaveLength(1))
      expect(page.bound().map(({ status }) => status)).toEqual(['preparing'])
      await finish()
      await eventually(() => expect(uploads.map(({ file }) => file.path)).toEqual(['wxfile://tmp_a.jpg.small.jpg']))
    })

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

    it('uploads the smaller file', async () => {
      const { page, asked, uploads, answerPick } = openWith({ compress: true, compressQuality: 60, maxSize: 50 })
      await page.tap('.add')
      answerPick([photo('a.jpg', 100)])
      await eventually(() => expect(uploads.map(({ file }) => file.path)).toEqual(['wxfile://tmp_a.jpg.small.jpg']))
      expect(asked).toEqual([60])
      expect(page.eventsOf('oversize')).toEqual([])
    })

    it('compresses nothing if it is not set', async () => {
      const { page, asked, uploads, answerPick } = openWith({})
      await page.tap('.add')
      answerPick([photo('a.jpg', 100)])
      await eventually(() => expect(uploads).toHaveLength(1))
      expect(asked).toEqual([])
    })
  })
})
