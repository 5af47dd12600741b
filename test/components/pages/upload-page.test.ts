import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { createUploader } from '../../../miniprogram/uploader/wx/index'
import { done, drivenUploader, photo, sending } from '../rig/driven-uploader'
import { openDemo } from '../rig/opened-page'
import { eventually, turn, until } from '../rig/simulated'

const REFUSED = new UploadError('server-unreachable', { params: { host: 'http://localhost:7482', detail: 'refused' } })

describe('the upload page', () => {
  it('lists the address of each stored photo, which can be copied', async () => {
    const { uploader, uploads, answerPick } = drivenUploader()
    const demo = openDemo(uploader)
    expect(demo.texts('.none__text')).toEqual(['上传完成后，地址会显示在这里'])
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

  it('copies the link of a file that no viewer opens', async () => {
    const { uploader, uploads, answerPick } = drivenUploader()
    const demo = openDemo(uploader)
    await demo.tap('.add', 2)
    answerPick([{ path: 'wxfile://tmp_a.zip', name: 'a.zip', size: 9, kind: 'file' }])
    await eventually(() => expect(uploads).toHaveLength(1))
    await demo.tap('.row__face')
    uploads[0]?.report(done('k/a.zip'))
    expect(demo.phone.log.map(({ api }) => api)).toEqual([])
    await demo.tap('.row__face')
    await until(() => demo.phone.log.some(({ api, errMsg }) => api === 'showToast' && errMsg !== undefined))
    expect(demo.phone.log.map(({ api }) => api)).toEqual(['setClipboardData', 'showToast'])
  })

  it('has a list for photos, one for videos and one for files, each with its route', async () => {
    const { uploader, picks, uploads, answerPick } = drivenUploader()
    const demo = openDemo(uploader)
    for (const index of [0, 1, 2]) {
      await demo.tap('.add', index)
      answerPick([photo(String(index))])
      await eventually(() => expect(uploads).toHaveLength(index + 1))
    }
    expect(picks.map(({ accept }) => accept)).toEqual(['image', 'video', 'file'])
    expect(uploads.map(({ route }) => route)).toEqual(['photo', 'video', 'file'])
    for (const [index, upload] of uploads.entries()) upload.report(done(`k/${index}`))
    expect(demo.texts('.address__name')).toEqual(['0', '1', '2'])
  })

  it('shows the developer what to do after a failure, until the next attempt', async () => {
    const { uploader, uploads, answerPick } = drivenUploader()
    const demo = openDemo(uploader)
    await demo.tap('.add')
    answerPick([photo('a.jpg')])
    await turn()
    uploads[0]?.report({ phase: 'failed', percent: 0, error: REFUSED })
    expect(demo.texts('.hint__text')).toEqual(['请在电脑上运行 npm start，并检查 app.ts 中的 SERVER。'])
    await eventually(() => expect(demo.texts('.veil__reason')).toEqual(['连不上服务器，请稍后再试']))
    await demo.tap('.face')
    expect(demo.has('.hint')).toBe(false)
    expect(uploads).toHaveLength(2)
  })

  it('says once why picking failed', async () => {
    const { uploader, answerPick } = drivenUploader()
    const demo = openDemo(uploader)
    await demo.tap('.add')
    answerPick(new UploadError('permission-denied'))
    await eventually(() => expect(demo.texts('.notice__text')).toEqual(['请在系统设置中允许微信访问相册或相机']))
    expect(demo.texts('.hint__text')).toEqual([
      '系统权限被拒绝（errno 3），请调用 wx.openAppAuthorizeSetting，让用户允许。',
    ])
  })

  it('pauses, resumes and clears by the methods of the component', async () => {
    const { uploader, uploads, answerPick } = drivenUploader()
    const demo = openDemo(uploader)
    await demo.tap('.add')
    answerPick([photo('a.jpg'), photo('b.jpg')])
    await turn()
    uploads[0]?.report(sending(10))
    await demo.tap('.command--pause')
    expect(uploads.map((upload) => upload.isPaused())).toEqual([true, true])
    await demo.tap('.command--resume')
    expect(uploads.map((upload) => upload.isPaused())).toEqual([false, false])
    await demo.tap('.command--clear')
    expect(uploads.map((upload) => upload.isCancelled())).toEqual([true, true])
    expect(demo.data.photos).toEqual([])
  })

  // The code that wcc makes of a template only copies functions whose constructor is Function: an async one becomes null.
  it('receives the real uploader with all its functions', () => {
    const { phone } = openDemo(null)
    const uploader = createUploader({ server: 'http://localhost:1', wx: phone.wx })
    expect(Object.keys(uploader)).toEqual(expect.arrayContaining(['upload', 'pick', 'prepare', 'pickAndUpload']))
    const arrived = openDemo(uploader).component('#uploader').data.uploader as Record<string, unknown>
    for (const name of Object.keys(uploader)) expect([name, typeof arrived[name]]).toEqual([name, 'function'])
  })
})
