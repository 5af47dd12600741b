import { heldFiles } from '../../miniprogram/uploader/browser/held-files'
import { takingFiles } from '../../miniprogram/uploader/browser/uploader'
import { engineWith } from '../core/fake-backend'

const PHOTO = { route: 'photo' }

describe('upload() of a web page', () => {
  it.each<[string, unknown, RegExp]>([
    ['a list of files', [new File(['a'], 'a.jpg')], /got an array: call it once for each file/],
    ['bytes without a name', new Blob(['a']), /got {}/],
    ['nothing', undefined, /got undefined/],
    ['null', null, /got null/],
    ['a number', 7, /got 7/],
    ['a URL', 'https://example.com/a.jpg', /save it as a local file first/],
  ])('does not throw for %s, and fails as `misuse`', async (_, file, detail) => {
    const { engine, clock } = engineWith()
    const { upload, resume } = takingFiles(engine, heldFiles())
    for (const task of [upload(file as never, PHOTO), resume('id', { file: (file ?? null) as never })]) {
      await clock.runUntil(() => task.state().phase === 'failed')
      await expect(task.done).rejects.toMatchObject({
        code: 'misuse',
        params: { detail: expect.stringMatching(file === undefined ? /got (undefined|null)/ : detail) },
      })
    }
  })

  it.each([undefined, 'photo', { routes: 'photo' }])('does not throw for the options %j', async (options) => {
    const { engine, clock } = engineWith()
    const task = takingFiles(engine, heldFiles()).upload(new File(['a'], 'a.jpg'), options as never)
    await clock.runUntil(() => task.state().phase === 'failed')
    await expect(task.done).rejects.toMatchObject({
      code: 'misuse',
      params: { detail: expect.stringMatching(/^upload: expected options/) },
    })
  })
})
