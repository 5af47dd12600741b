import { appendFile, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createWxHost, type WxHost } from '../../dev/wx-host'
import { serverBackend } from '../../miniprogram/uploader/core/backend/server-backend'
import { createEngine } from '../../miniprogram/uploader/core/engine/create-engine'
import { en } from '../../miniprogram/uploader/messages/en/hints/wx'
import { zh } from '../../miniprogram/uploader/messages/zh/hints/wx'
import {
  createUploader,
  type ErrorCode,
  explain,
  type UploadError,
  type UploadTask,
} from '../../miniprogram/uploader/wx'
import { wxClock } from '../../miniprogram/uploader/wx/clock'
import { wxLogin } from '../../miniprogram/uploader/wx/login'
import { wxPorts } from '../../miniprogram/uploader/wx/ports'
import type { WxApi, WxUploadFile } from '../../miniprogram/uploader/wx/wx-api'
import { route } from '../../server/index'
import type { Routes } from '../../server/routes'
import { type Ending, endingOf, fetchBytes, jpeg, NOTHING_OPEN, openAtRest, type Rig, startRig } from './rig'

const photo = { route: 'photo' } as const

let rig: Rig
afterEach(() => rig.close())

/** Checks an error as the user sees it: its code, complete texts in both languages, and nothing stored. */
async function expectRefusal(ending: Ending, code: ErrorCode): Promise<UploadError> {
  expect(ending).toMatchObject({ code })
  const { error } = ending as { error: UploadError }
  for (const language of [zh, en]) {
    const { message, hint } = explain(error, language)
    expect(`${message} ${hint}`).not.toMatch(/\?|\{/)
  }
  expect(await rig.objects()).toEqual([])
  expect(await openAtRest(rig.host)).toEqual(NOTHING_OPEN)
  return error
}

async function expectStored(ending: Ending, bytes: Uint8Array): Promise<void> {
  if (!('file' in ending)) throw ending.error
  expect(Buffer.compare(await fetchBytes(ending.file.url), bytes)).toBe(0)
}

/** An uploader whose calls of uploadFile pass through `alter`. */
function uploaderWith(alter: (options: WxUploadFile) => WxUploadFile, wx: WxApi = rig.host.wx) {
  return createUploader({
    ...quiet,
    server: rig.stack.url,
    wx: { ...wx, uploadFile: (options) => wx.uploadFile(alter(options)) },
  })
}

/** Failures are expected here, and soon. */
const quiet = { onFailure: () => {}, giveUpAfterMs: 1000 }

const NOWHERE = 'http://localhost:9/'
const nowhere = (options: WxUploadFile): WxUploadFile => ({ ...options, url: NOWHERE })

/** The credential of another key. */
const other = (fields: Record<string, string>): string =>
  String(fields['x-oss-credential']).replace(/^[^/]+/, 'STS.other')

const withFields = (change: (fields: Record<string, string>) => Record<string, string>) =>
  uploaderWith((options) => ({ ...options, formData: change(options.formData) }))

describe('a file whose picker was wrong', () => {
  it('is uploaded as it is, if it has another size than the picker reported', async () => {
    rig = await startRig()
    const path = await rig.file('a.jpg', jpeg())
    rig.host.pick([path])
    const [picked] = await rig.uploader.pick()
    await appendFile(path, 'more')
    const ending = await endingOf(rig.uploader.upload(picked ?? '', photo))
    expect(ending).toMatchObject({ file: { size: 20_004 } })
  })
})

describe('a file that must not be uploaded', () => {
  const cases: [title: string, code: ErrorCode, begin: () => Promise<UploadTask>][] = [
    [
      'is missing',
      'file-missing',
      async () => {
        const path = await rig.temp('a.jpg', jpeg())
        rig.host.forget(path)
        return rig.uploader.upload(path, photo)
      },
    ],
    ['is empty', 'file-empty', async () => rig.uploader.upload(await rig.temp('a.jpg', new Uint8Array()), photo)],
    [
      'is over the route’s size',
      'file-too-large',
      async () => {
        const path = await rig.file('a.jpg', jpeg())
        await truncate(path, 20 * 1024 * 1024 + 1)
        return rig.uploader.upload(rig.host.temp(path), photo)
      },
    ],
    [
      'is a PDF with the name .jpg',
      'type-not-accepted',
      async () => rig.uploader.upload(await rig.temp('a.jpg', Buffer.from('%PDF-1.7')), photo),
    ],
    [
      'is for a route that does not exist',
      'unknown-route',
      async () => rig.uploader.upload(await rig.temp('a.jpg', jpeg()), { route: 'avatar' as 'photo' }),
    ],
    [
      'comes with input that the route does not take',
      'input-invalid',
      async () => rig.uploader.upload(await rig.temp('a.jpg', jpeg()), { ...photo, input: { a: 1 } as never }),
    ],
    [
      'grows between being measured and being sent',
      'file-changed',
      async () => {
        const path = await rig.file('a.jpg', jpeg())
        const growing = uploaderBefore(() => appendFile(path, 'more'))
        return growing.upload(rig.host.temp(path), photo)
      },
    ],
    [
      'shrinks between being measured and being sent',
      'file-changed',
      async () => {
        const path = await rig.file('a.jpg', jpeg())
        return uploaderBefore(() => truncate(path, 1000)).upload(rig.host.temp(path), photo)
      },
    ],
  ]

  it.each(cases)('because it %s fails as %s', async (_, code, begin) => {
    rig = await startRig()
    await expectRefusal(await endingOf(await begin()), code)
  })

  it('because it shrinks while it is sent is refused, and not stored cut short', async () => {
    rig = await startRig()
    const path = await rig.file('a.jpg', jpeg(8_000_000))
    const task = rig.uploader.upload(rig.host.temp(path), photo)
    await new Promise<void>((resolve) => {
      task.subscribe((state) => {
        if (state.phase === 'sending' && state.sentBytes > 0) resolve()
      })
    })
    await truncate(path, 5000)
    await expectRefusal(await endingOf(task), 'file-changed')
  })

  it('because it is one too many does not affect the others', async () => {
    const routes = { photo: route({ accept: ['image/jpeg'], maxSize: '20MB', maxFiles: 2 }) }
    rig = await startRig({ wiring: { routes } })
    rig.host.pick(await Promise.all(['a.jpg', 'b.jpg', 'c.jpg'].map((name) => rig.file(name, jpeg()))))
    const outcomes = await rig.uploader.pickAndUpload(photo)
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code))).toEqual(['ok', 'ok', 'too-many-files'])
  })
})

/** Runs `change` after the file was measured and before the platform opens it. */
function uploaderBefore(change: () => Promise<void>) {
  const { wx } = rig.host
  return createUploader({
    ...quiet,
    server: rig.stack.url,
    wx: {
      ...wx,
      request: (options) => {
        const task = { abort: () => {} }
        void change().then(() => {
          task.abort = wx.request(options).abort
        })
        change = async () => {}
        return task
      },
    },
  })
}

describe('a backend', () => {
  it('that accepts no session fails the upload as unauthenticated', async () => {
    rig = await startRig()
    const uploader = createUploader({ ...quiet, server: rig.stack.url, wx: rig.host.wx, headers: async () => ({}) })
    await expectRefusal(await endingOf(uploader.upload(await rig.temp('a.jpg', jpeg()), photo)), 'unauthenticated')
  })

  it('that is down fails the upload as server-unreachable', async () => {
    rig = await startRig()
    const lost = createUploader({ ...quiet, server: 'http://localhost:9', wx: rig.host.wx })
    const ending = await endingOf(lost.upload(await rig.temp('a.jpg', jpeg()), photo))
    expect((await expectRefusal(ending, 'server-unreachable')).params).toMatchObject({ host: 'http://localhost:9' })
  })

  it.each([200, 404, 502])('that answers HTML with %d fails the upload as server-answer-invalid', async (status) => {
    rig = await startRig()
    const gateway = createServer((_, response) => response.writeHead(status).end('<html>Bad Gateway</html>'))
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
    const server = `http://localhost:${(gateway.address() as AddressInfo).port}`
    const misled = createUploader({ ...quiet, server, wx: rig.host.wx })
    await expectRefusal(await endingOf(misled.upload(await rig.temp('a.jpg', jpeg()), photo)), 'server-answer-invalid')
    await new Promise((resolve) => gateway.close(resolve))
  })

  it('that loses its STS for a while is called again', async () => {
    rig = await startRig()
    rig.stack.cloud.faults.inject('AssumeRole', { kind: 'answer', status: 503, code: 'ServiceUnavailable' }, 2)
    const bytes = jpeg()
    await expectStored(await endingOf(rig.uploader.upload(await rig.temp('a.jpg', bytes), photo)), bytes)
  })
})

describe('a bucket', () => {
  it('that is down fails the upload as network', async () => {
    rig = await startRig()
    const { wx } = rig.host
    const request: WxApi['request'] = (options) =>
      wx.request(options.method === 'PUT' ? { ...options, url: NOWHERE } : options)
    const gone = uploaderWith(nowhere, { ...wx, request })
    const error = await expectRefusal(await endingOf(gone.upload(await rig.temp('a.jpg', jpeg()), photo)), 'network')
    expect(explain(error).hint).toContain(rig.stack.cloud.ossUrl)
  })

  it('that wx.uploadFile cannot reach is reached by wx.request', async () => {
    rig = await startRig()
    const bytes = jpeg()
    const withoutForms = uploaderWith(nowhere)
    await expectStored(await endingOf(withoutForms.upload(await rig.temp('a.jpg', bytes), photo)), bytes)
  })

  const refusals: [
    title: string,
    code: ErrorCode,
    change: (fields: Record<string, string>) => Record<string, string>,
  ][] = [
    ['a wrong signature', 'signature-refused', (fields) => ({ ...fields, 'x-oss-signature': '0'.repeat(64) })],
    ['an extra field', 'policy-refused', (fields) => ({ ...fields, 'x-oss-meta-a': '1' })],
    ['a changed key', 'policy-refused', (fields) => ({ ...fields, key: 'uploads/pending/mine.jpg' })],
    ['a changed token', 'ticket-expired', (fields) => ({ ...fields, 'x-oss-security-token': 'CAIS' })],
    ['an unknown key', 'ticket-expired', (fields) => ({ ...fields, 'x-oss-credential': other(fields) })],
    ['a dropped field', 'policy-refused', ({ 'x-oss-forbid-overwrite': _, ...fields }) => fields],
  ]
  it.each(refusals)('that refuses %s with 403 in success fails the upload as %s', async (_, code, change) => {
    rig = await startRig()
    const posts = () => rig.stack.cloud.journal.count({ operation: 'PostObject' })
    const ending = await endingOf(withFields(change).upload(await rig.temp('a.jpg', jpeg()), photo))
    const error = await expectRefusal(ending, code)
    expect(error.params).toMatchObject({ status: 403 })
    expect(error.requestId).toMatch(/^[0-9A-F]{24}$/)
    // Credentials may have been revoked, so another ticket is tried once.
    expect(posts()).toBe(code === 'ticket-expired' ? 2 : 1)
  })

  it('that answers 409 because it has the file already completes the upload', async () => {
    rig = await startRig({ callback: false })
    const bytes = jpeg()
    const path = await rig.temp('a.jpg', bytes)
    let sentBefore: Promise<unknown> = Promise.resolve()
    const { wx } = rig.host
    const twice = createUploader({
      ...quiet,
      server: rig.stack.url,
      wx: {
        ...wx,
        uploadFile: (options) => {
          const task = wx.uploadFile({ ...options, success: () => {}, fail: () => {} })
          // Uses the same ticket a second time after the first answer.
          sentBefore = new Promise((resolve) => task.onHeadersReceived(() => resolve(undefined)))
          void sentBefore.then(() => wx.uploadFile(options))
          return { abort: () => {}, onProgressUpdate: () => {}, onHeadersReceived: () => {} }
        },
      },
    })
    await expectStored(await endingOf(twice.upload(path, photo)), bytes)
    expect(rig.stack.cloud.journal.entries.map(({ status }) => status)).toContain(409)
    expect(rig.stack.cloud.journal.count({ operation: 'PostObject' })).toBe(2)
  })

  it('that answers 203 does not get the file a second time', async () => {
    rig = await startRig()
    rig.stack.cloud.faults.inject('PostObject', { kind: 'drop-callback' })
    const bytes = jpeg()
    await expectStored(await endingOf(rig.uploader.upload(await rig.temp('a.jpg', bytes), photo)), bytes)
    expect(rig.stack.cloud.journal.entries.map(({ status }) => status)).toContain(203)
    expect(rig.stack.cloud.journal.count({ operation: 'PostObject' })).toBe(1)
  })

  it('that is busy gets the file again', async () => {
    rig = await startRig()
    const bytes = jpeg()
    const { faults, journal } = rig.stack.cloud
    faults.inject('PostObject', { kind: 'answer', status: 503, code: 'ServiceUnavailable' }, 2)
    await expectStored(await endingOf(rig.uploader.upload(await rig.temp('a.jpg', bytes), photo)), bytes)
    expect(journal.count({ operation: 'PostObject' })).toBe(3)
  })

  it('that stays busy fails the upload as oss-unavailable', async () => {
    rig = await startRig()
    rig.stack.cloud.faults.inject('PostObject', { kind: 'answer', status: 503, code: 'ServiceUnavailable' }, 99)
    const busy = createUploader({ ...quiet, server: rig.stack.url, wx: rig.host.wx })
    await expectRefusal(await endingOf(busy.upload(await rig.temp('a.jpg', jpeg()), photo)), 'oss-unavailable')
  })

  it('that finds the policy expired gets a fresh ticket once', async () => {
    rig = await startRig()
    rig.stack.cloud.faults.clockShift = 11 * 60_000
    await expectRefusal(await endingOf(rig.uploader.upload(await rig.temp('a.jpg', jpeg()), photo)), 'ticket-expired')
    expect(rig.stack.cloud.journal.count({ operation: 'PostObject' })).toBe(2)
  })

  it('that finds the token expired gets a fresh one', async () => {
    rig = await startRig()
    const { faults, journal } = rig.stack.cloud
    faults.inject('PostObject', { kind: 'answer', status: 403, code: 'SecurityTokenExpired' })
    const bytes = jpeg()
    await expectStored(await endingOf(rig.uploader.upload(await rig.temp('a.jpg', bytes), photo)), bytes)
    expect(journal.count({ operation: 'PostObject' })).toBe(2)
  })

  it('gets a fresh ticket in place of an expired one', async () => {
    rig = await startRig()
    const { faults } = rig.stack.cloud
    faults.clockShift = 11 * 60_000
    const bytes = jpeg()
    const patched = uploaderWith((options) => {
      if (rig.stack.cloud.journal.count({ operation: 'PostObject' }) > 0) faults.clockShift = 0
      return options
    })
    await expectStored(await endingOf(patched.upload(await rig.temp('a.jpg', bytes), photo)), bytes)
  })
})

describe('a device', () => {
  const day = 24 * 60 * 60 * 1000
  it.each([
    ['is a day ahead', () => day],
    ['is a day behind', () => -day],
    ['is set right in mid-upload', (call: number) => (call > 4 ? 0 : day)],
  ])('whose clock %s uploads nevertheless', async (_, errorMs) => {
    rig = await startRig()
    const { wx } = rig.host
    let calls = 0
    const now = (): number => {
      calls += 1
      return Date.now() + errorMs(calls)
    }
    const ports = { ...wxPorts(wx), clock: { ...wxClock, now } }
    const backend = serverBackend({ server: rig.stack.url, login: () => wxLogin(wx) }, ports)
    const engine = createEngine<Routes>(ports, backend)
    for (const bytes of [jpeg(), jpeg()]) {
      await expectStored(await endingOf(engine.upload(await rig.temp('a.jpg', bytes), photo)), bytes)
    }
    expect(calls).toBeGreaterThan(4)
  })

  it('whose user cancels the picker returns an empty list', async () => {
    rig = await startRig()
    rig.host.cancelNextPick()
    expect(await rig.uploader.pickAndUpload(photo)).toEqual([])
  })

  const permissions: [ErrorCode, Partial<Pick<WxHost, 'privacy' | 'systemPermission'>>][] = [
    ['privacy-not-declared', { privacy: 'undeclared' }],
    ['privacy-refused', { privacy: 'refused' }],
    ['permission-denied', { systemPermission: 'denied' }],
  ]
  it.each(permissions)('that may not pick fails as %s', async (code, permission) => {
    rig = await startRig()
    Object.assign(rig.host, permission)
    await expect(rig.uploader.pickAndUpload(photo)).rejects.toMatchObject({ code })
    await expect(rig.uploader.pickAndUpload({ ...photo, accept: 'file' })).rejects.toMatchObject({ code })
  })

  it.each(['devtools', 'ios', 'android'] as const)(
    '%s, without the bucket in its list, names the list',
    async (platform) => {
      rig = await startRig()
      const phone = createWxHost({ platform, domains: { request: [], uploadFile: [] } })
      // The backend is on localhost, which no domain list can contain, so only the upload is checked.
      const uploader = createUploader({
        ...quiet,
        server: rig.stack.url,
        wx: { ...phone.wx, request: rig.host.wx.request },
      })
      const path = phone.temp(await rig.file('a.jpg', jpeg()))
      const error = await expectRefusal(await endingOf(uploader.upload(path, photo)), 'domain-not-listed')
      expect(error.params).toMatchObject({ host: rig.stack.cloud.ossUrl, list: 'uploadFile' })
      await phone.dispose()
    },
  )

  it('without a network waits for it, and uses up no retry', async () => {
    rig = await startRig()
    const bytes = jpeg()
    rig.host.setNetwork('none')
    const task = rig.uploader.upload(await rig.temp('a.jpg', bytes), photo)
    await new Promise<void>((resolve) => {
      task.subscribe((state) => {
        if (state.phase === 'paused' && state.by === 'offline') resolve()
      })
    })
    rig.host.setNetwork('wifi')
    await expectStored(await endingOf(task), bytes)
  })

  it('that goes to the background continues when it returns', async () => {
    rig = await startRig({ host: { suspendAfterMs: 20 } })
    const bytes = jpeg(18_000_000)
    rig.stack.cloud.faults.inject('PostObject', { kind: 'delay', ms: 300 })
    const task = rig.uploader.upload(await rig.temp('a.jpg', bytes), photo)
    await new Promise<void>((resolve) => {
      task.subscribe(({ phase }) => {
        if (phase === 'sending') resolve()
      })
    })
    rig.host.hide()
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(task.state()).toMatchObject({ phase: 'paused', by: 'background' })
    rig.host.show()
    await expectStored(await endingOf(task), bytes)
  })

  it('with a full storage uploads nevertheless', async () => {
    rig = await startRig()
    rig.host.faults.arm({ kind: 'storage-full', times: 99 })
    const bytes = jpeg()
    await expectStored(await endingOf(rig.uploader.upload(await rig.temp('a.jpg', bytes), photo)), bytes)
  })
})

describe('a file that is replaced by another of the same size while it waits', () => {
  it('is uploaded whole in its new version', async () => {
    rig = await startRig()
    const path = await rig.file('a.jpg', jpeg())
    const other = jpeg()
    const task = uploaderBefore(() => writeFile(path, other)).upload(rig.host.temp(path), photo)
    await expectStored(await endingOf(task), other)
  })
})
