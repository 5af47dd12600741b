/** Hosts that have only a part of `wx`, and wrappers that return something else. */
import { createUploader, type UploadError } from '../../../miniprogram/uploader/wx'
import { pick } from '../../../miniprogram/uploader/wx/pick'
import type { WxApi } from '../../../miniprogram/uploader/wx/wx-api'
import type { Routes } from '../../../server/routes'
import { endingOf, jpeg, openAtRest, type Rig, startRig } from '../../main-path/rig'
import { faultyWx, WAYS } from './faulty-wx'

let rig: Rig
beforeAll(async () => {
  rig = await startRig()
})
afterAll(() => rig.close())

const uploaderOn = (wx: Partial<WxApi>) => {
  const failures: UploadError[] = []
  const onFailure = (error: UploadError): void => void failures.push(error)
  return { uploader: createUploader<Routes>({ server: rig.stack.url, wx: wx as WxApi, onFailure }), failures }
}

describe('createUploader', () => {
  it.each([
    ['nothing of `wx`', []],
    ['no file system, as WeChat’s AI mode', ['uploadFile', 'request', 'login', 'getStorage', 'setStorage']],
    ['no network', ['getFileSystemManager', 'login']],
  ])('works on a host that has %s, and upload() says what is missing', async (_, names) => {
    const has = Object.fromEntries(names.map((name) => [name, rig.host.wx[name as keyof typeof rig.host.wx]]))
    const { uploader, failures } = uploaderOn(has)
    const task = uploader.upload(await rig.temp('a.jpg', jpeg()), { route: 'photo' })
    const ending = await endingOf(task)
    expect(ending).toMatchObject({ code: names.includes('getFileSystemManager') ? 'misuse' : 'file-unreadable' })
    expect(failures[0]?.params.detail).toMatch(/FileSystemManager\.stat: |wx\.request: /)
  })

  it('names the missing global where there is no `wx` at all', () => {
    expect(() => createUploader({ server: rig.stack.url })).toThrow(
      expect.objectContaining({ code: 'misuse', params: { detail: expect.stringMatching(/^wx: expected/) } }),
    )
  })
})

describe('An UploadTask of another framework', () => {
  it.each<[string, (task: object) => unknown]>([
    ['nothing but abort', (task) => ({ abort: (task as { abort: unknown }).abort })],
    ['only a promise', () => Promise.resolve({ statusCode: 200 })],
    ['a promise that rejects as well', () => Promise.reject({ errMsg: 'uploadFile:fail' })],
    ['nothing', () => undefined],
  ])('with %s sends the file once', async (_, change) => {
    const before = rig.stack.cloud.journal.count({ operation: 'PostObject' })
    const wx = { ...rig.host.wx, uploadFile: (options: never) => change(rig.host.wx.uploadFile(options)) }
    const { uploader } = uploaderOn(wx as never)
    const { done } = uploader.upload(await rig.temp('a.jpg', jpeg()), { route: 'photo' })
    expect(await done).toMatchObject({ type: 'image/jpeg', verified: true })
    expect(rig.stack.cloud.journal.count({ operation: 'PostObject' })).toBe(before + 1)
  })

  it('whose uploadFile begins to send and then throws does not send the file again', async () => {
    const before = rig.stack.cloud.journal.count({ operation: 'PostObject' })
    const uploadFile = (options: never): never => {
      rig.host.wx.uploadFile(options)
      throw new TypeError('x is not a function')
    }
    const { uploader } = uploaderOn({ ...rig.host.wx, uploadFile } as never)
    const ending = await endingOf(uploader.upload(await rig.temp('a.jpg', jpeg()), { route: 'photo' }))
    expect(ending).toMatchObject({
      code: 'misuse',
      error: { params: { detail: 'wx.uploadFile: x is not a function' } },
    })
    await openAtRest(rig.host)
    expect(rig.stack.cloud.journal.count({ operation: 'PostObject' })).toBe(before + 1)
  })
})

describe('A host that hides the status of an upload that has arrived', () => {
  it('is asked for nothing more: the backend says that the file is stored', async () => {
    const before = rig.stack.cloud.journal.count({ operation: 'PostObject' })
    const { wx } = faultyWx(rig.host.wx, 'uploadFile', 'answers wrong')
    const { uploader } = uploaderOn(wx as never)
    const { done } = uploader.upload(await rig.temp('a.jpg', jpeg()), { route: 'photo' })
    expect(await done).toMatchObject({ type: 'image/jpeg' })
    expect(rig.stack.cloud.journal.count({ operation: 'PostObject' })).toBe(before + 1)
  })
})

describe.each(['chooseMedia', 'chooseMessageFile'] as const)('The picker over a host whose %s', (name) => {
  const ways = WAYS.filter((way) => !['never answers', 'answers late', 'aborts by itself'].includes(way))
  it.each(ways)('%s gives files, or fails by a code that names the cause', async (way) => {
    const path = await rig.file('a.jpg', jpeg())
    rig.host.pick([path])
    const { wx } = faultyWx(rig.host.wx, name, way)
    const picking = pick(wx as never, { accept: name === 'chooseMedia' ? 'image' : 'file' })
    if (way === 'answers twice') expect(await picking).toHaveLength(1)
    else
      await expect(picking).rejects.toMatchObject({
        code: 'misuse',
        params: { detail: expect.stringContaining(`wx.${name}: `) },
      })
  })
})
