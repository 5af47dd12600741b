import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { INDEX_WORDS } from '../../../miniprogram/pages/index/words'
import { CODE_LINES } from '../../../miniprogram/pages/library/code'
import type { BatchProgress } from '../../../miniprogram/uploader/core/engine/picking'
import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { done, drivenUploader, photo, stored } from '../rig/driven-uploader'
import { openPath } from '../rig/opened-page'
import { eventually, turn } from '../rig/simulated'

const ROOT = join(__dirname, '../../../miniprogram')
const source = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

describe('the home page', () => {
  it('leads to every other page, in both languages', () => {
    const { pages } = JSON.parse(source('app.json')) as { pages: string[] }
    const others = pages.slice(1)
    expect(pages[0]).toBe('pages/index/index')
    for (const { links } of Object.values(INDEX_WORDS)) {
      expect(links.map(({ page }) => `pages/${page}/${page}`)).toEqual(others)
    }
    const home = openPath('pages/index/index', null)
    expect(home.texts('.link__title')).toEqual(['上传组件', '只用库', '表单'])
    expect(home.attributes('.link', 'url')).toEqual(others.map((page) => `/${page}`))
  })
})

describe('the page that uses only the library', () => {
  /** Opens the page with an uploader that has only the function the page uses. */
  function open() {
    const asked: { route: string; count: number; onProgress(progress: BatchProgress): void }[] = []
    let end: (outcomes: unknown) => void = () => {}
    let fail: (error: unknown) => void = () => {}
    const pickAndUpload = (options: (typeof asked)[0]) => {
      asked.push(options)
      return new Promise((resolve, reject) => {
        end = resolve
        fail = reject
      })
    }
    const page = openPath('pages/library/library', { pickAndUpload })
    return { page, asked, end: (outcomes: unknown) => end(outcomes), fail: (error: unknown) => fail(error) }
  }

  it('picks photos, shows the progress, and then the addresses and the failures', async () => {
    const { page, asked, end } = open()
    expect(page.texts('.none__text')).toEqual(['选择照片后，地址会显示在这里'])
    await page.tap('.button')
    expect(asked).toMatchObject([{ route: 'photo', count: 9 }])
    asked[0]?.onProgress({ percent: 40, ended: 0, count: 2 })
    expect(page.texts('.button__text')).toEqual(['上传中 40%'])
    end([
      { ok: true, file: stored('k/a.jpg') },
      { ok: false, error: new UploadError('file-empty') },
    ])
    await eventually(() => expect(page.texts('.address__url')).toEqual(['https://files.example.com/k/a.jpg']))
    expect([page.texts('.address__name'), page.texts('.failure__text')]).toEqual([['a.jpg'], ['文件是空的']])
    expect(page.texts('.button__text')).toEqual(['选择照片并上传'])
  })

  it('says why picking failed', async () => {
    const { page, fail } = open()
    await page.tap('.button')
    fail(new UploadError('privacy-refused'))
    await eventually(() => expect(page.texts('.failure__text')).toEqual(['需要同意隐私指引后才能选择文件']))
  })

  it('shows its own code, which has at most twenty lines', () => {
    const code = source('pages/library/library.ts')
    const plain = (text: string): string => text.replace(/\s/g, '')
    expect(plain(code)).toContain(plain(CODE_LINES.join('')))
    const page = code.slice(code.indexOf('Page('), code.indexOf('onCopy'))
    expect(page.trim().split('\n').length).toBeLessThanOrEqual(20)
  })
})

describe('the form page', () => {
  const submit = (text: string, photos: string[]) => ({ detail: { value: { text, photos } } })

  it('waits for its photos, then submits their keys with the text', async () => {
    const { uploader, uploads, answerPick } = drivenUploader()
    const form = openPath('pages/form/form', uploader)
    await form.tap('.add')
    answerPick([photo('a.jpg'), photo('b.jpg')])
    await turn()
    expect(form.texts('.button__text')).toEqual(['还有 2 张照片上传中'])
    form.call('onSubmit', submit('x', []))
    expect(form.has('.post')).toBe(false)

    uploads[0]?.report(done('k/a.jpg'))
    uploads[1]?.report(done('k/b.jpg'))
    await eventually(() => expect(form.component('#photos').data.value).toEqual(['k/a.jpg', 'k/b.jpg']))
    expect(form.texts('.button__text')).toEqual(['发布'])
    form.call('onSubmit', submit(' 海边 ', form.component('#photos').data.value as string[]))
    expect([form.texts('.post__text'), form.texts('.post__count'), form.texts('.key__text')]).toEqual([
      ['海边'],
      ['2 张照片'],
      ['k/a.jpg', 'k/b.jpg'],
    ])
    await form.tap('.post__again')
    expect([form.data.photos, form.data.text]).toEqual([[], ''])
  })

  it('is not submitted with a failed photo, or empty', async () => {
    const { uploader, uploads, answerPick } = drivenUploader()
    const form = openPath('pages/form/form', uploader)
    form.call('onSubmit', submit('  ', []))
    expect(form.texts('.reason__text')).toEqual(['请输入文字或选择照片'])
    form.call('onText', { detail: { value: 'x' } })
    expect(form.has('.reason__text')).toBe(false)
    await form.tap('.add')
    answerPick([photo('a.jpg')])
    await turn()
    uploads[0]?.report({ phase: 'failed', percent: 0, error: new UploadError('timeout') })
    expect(form.texts('.reason__text')).toEqual(['有照片上传失败，请重试或删除'])
    form.call('onSubmit', submit('x', []))
    expect(form.has('.post')).toBe(false)
  })
})
