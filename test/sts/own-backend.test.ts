/** The credentials of this project's own backend, an optional endpoint, can put objects but not read them. */
import { type FileUrl, PATHS } from '../../miniprogram/uploader/contract'
import { createStsUploader } from '../../miniprogram/uploader/sts'
import { fetchBytes, jpeg, openSession, post, type Rig, startRig } from '../main-path/rig'

const MB = 1024 * 1024

let rig: Rig
afterEach(() => rig.close())

describe('createStsUploader with the credentials of this project’s own backend', () => {
  it('uploads forms and parts to the user’s own folder, and the backend gives their URLs', async () => {
    rig = await startRig({ wiring: { optionalEndpoints: ['credentials'] } })
    const token = await openSession(rig.stack.url)
    rig.host.setWeakNetwork(true)
    const uploader = createStsUploader({
      wx: rig.host.wx,
      multipartThreshold: MB,
      credentials: () =>
        new Promise((success, fail) =>
          rig.host.wx.request({
            url: rig.stack.url + PATHS.credentials,
            method: 'POST',
            data: '{}',
            header: { authorization: `Bearer ${token}` },
            success,
            fail,
          }),
        ),
    })
    for (const bytes of [jpeg(), jpeg(2 * MB + 1)]) {
      const { key, verified } = await uploader.upload(await rig.temp('a.jpg', bytes), { route: 'any' }).done
      expect(key).toMatch(/^uploads\/sts\/[0-9a-f]+\/[0-9a-f]{32}\.jpg$/)
      expect(verified).toBe(true)
      const answer = await post(rig.stack.url + PATHS.urls, { keys: [key] }, token)
      const [fresh] = ((await answer.json()) as { urls: FileUrl[] }).urls
      expect((await fetchBytes(fresh?.url ?? '')).equals(bytes)).toBe(true)
    }
    const calls = rig.stack.cloud.journal.entries.filter(({ who, service }) => who === 'sts' && service === 'oss')
    expect(new Set(calls.map(({ operation }) => operation))).toEqual(
      new Set([
        'PostObject',
        'InitiateMultipartUpload',
        'UploadPart',
        'ListParts',
        'CompleteMultipartUpload',
        'GetObject',
      ]),
    )
    expect(calls.filter(({ verdict }) => verdict !== 'allowed')).toEqual([])
  })
})
