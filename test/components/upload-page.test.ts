import { UploadError } from '../../miniprogram/uploader/core/errors'
import { createUploader } from '../../miniprogram/uploader/wx/index'
import { openDemo } from './demo-page'
import { done, drivenUploader, photo } from './driven-uploader'
import { turn, until } from './simulated'

it('lists the address of each stored photo, to be copied', async () => {
  const { uploader, uploads, answerPick } = drivenUploader()
  const demo = openDemo(uploader)
  expect(demo.texts('.none__text')).toEqual(['上传完成后，地址会出现在这里'])
  await demo.tap('.add')
  answerPick([photo('a.jpg'), photo('b.jpg')])
  await turn()
  uploads[1]?.report(done('k/b.jpg'))
  expect(demo.texts('.address__url')).toEqual(['https://files.example.com/k/b.jpg'])
  expect(demo.texts('.address__name')).toEqual(['b.jpg'])
  expect(demo.has('.none')).toBe(false)
  await demo.tap('.copy')
  await until(() => demo.phone.log.some(({ api, errMsg }) => api === 'showToast' && errMsg !== undefined))
  expect(demo.phone.log.map(({ api }) => api)).toEqual(['setClipboardData', 'showToast'])
})

it('says what failed and what to do next, until the next try', async () => {
  const { uploader, uploads, answerPick } = drivenUploader()
  const demo = openDemo(uploader)
  await demo.tap('.add')
  answerPick([photo('a.jpg')])
  await turn()
  const error = new UploadError('server-unreachable', { params: { host: 'http://localhost:7482', detail: 'refused' } })
  uploads[0]?.report({ phase: 'failed', percent: 0, error })
  expect(demo.texts('.fault__message')).toEqual(['连不上服务器，请稍后再试'])
  expect(demo.texts('.fault__hint')).toEqual(['在电脑上运行 npm start，并核对 app.ts 里的 SERVER。'])
  await demo.tap('.face')
  expect(demo.has('.fault')).toBe(false)
  expect(uploads).toHaveLength(2)
})

// What wcc makes of a template copies only functions whose constructor is Function: an async one arrives as null.
it('receives the real uploader with every function it has', () => {
  const { phone } = openDemo(null)
  const uploader = createUploader({ server: 'http://localhost:1', wx: phone.wx })
  expect(Object.keys(uploader)).toEqual(expect.arrayContaining(['upload', 'pick', 'prepare', 'pickAndUpload']))
  const arrived = openDemo(uploader).uploader()
  for (const name of Object.keys(uploader)) expect([name, typeof arrived[name]]).toEqual([name, 'function'])
})
