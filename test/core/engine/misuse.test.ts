import type { UploadTask } from '../../../miniprogram/uploader/core/api'
import { assertOptions } from '../../../miniprogram/uploader/core/engine/assert-options'
import { engineWith, JPEG } from '../fake-backend'

type Untyped = (...args: unknown[]) => UploadTask

/** Calls the engine as a program without types does. Resolves with the failure, and with the number of requests. */
async function failureOf(call: 'upload' | 'resume', ...args: unknown[]): Promise<{ code: string; detail: string }> {
  const { engine, clock, network } = engineWith()
  const task = (engine[call] as unknown as Untyped)(...args)
  const failure = task.done.then(
    () => ({ code: 'stored', params: {} }),
    (error) => error,
  )
  await clock.runUntil(() => ['done', 'failed'].includes(task.state().phase))
  const { code, params } = await failure
  expect(network.requests).toEqual([])
  return { code, detail: String(params.detail) }
}

const PHOTO = { route: 'photo' }

describe('upload() of what is not one local file', () => {
  it.each<[string, unknown, RegExp]>([
    ['an array of paths', ['a.jpg'], /got an array: call it once for each file/],
    [
      'the result of chooseMedia',
      { type: 'image', tempFiles: [] },
      /got the result of a picker: pass one of its tempFiles/,
    ],
    ['one file of chooseMedia', { tempFilePath: 'a.jpg', size: 1 }, /got one with tempFilePath: pass that path/],
    ['an https: URL', 'https://example.com/a.jpg', /"https:\/\/example.com\/a.jpg": save it as a local file first/],
    ['an http: URL', { path: 'http://example.com/tmp/a.jpg' }, /save it as a local file first/],
    ['a data: URL', `data:image/png;base64,${'A'.repeat(10_000)}`, /"data:image\/png;base64,A+: save it as/],
    ['a cloud: file', 'cloud://env.6d79/a.jpg', /save it as a local file first/],
    ['a blob: URL', 'blob:https://example.com/1', /save it as a local file first/],
    ['nothing', undefined, /got undefined/],
    ['null', null, /got null/],
    ['an empty path', '', /got ""/],
    ['a number', 7, /got 7/],
    ['a function', () => 'a.jpg', /got \(\) ?=>/],
    ['a record without a path', { name: 'a.jpg' }, /got {"name":"a.jpg"}/],
    ['a path that is no text', { path: 7 }, /got {"path":7}/],
    ['a name that is no text', { path: 'a.jpg', name: 7 }, /got {"path":"a.jpg","name":7}/],
  ])('fails as `misuse` for %s, and says what came', async (_, file, detail) => {
    const failure = await failureOf('upload', file, PHOTO)
    expect(failure).toEqual({ code: 'misuse', detail: expect.stringMatching(detail) })
    expect(failure.detail).toMatch(/^upload: expected one file, as a local path or { path }, got /)
    expect(failure.detail.length).toBeLessThan(200)
  })

  it('does not fail on a record that contains itself', async () => {
    const file: Record<string, unknown> = {}
    file.self = file
    expect(await failureOf('upload', file, PHOTO)).toMatchObject({ code: 'misuse', detail: /object Object/ })
  })
})

describe('upload() of a local path', () => {
  it.each([
    'wxfile://tmp_a.jpg',
    'http://tmp/a.jpg',
    'http://usr/a.jpg',
    'http://store/a.jpg',
    'http://127.0.0.1:47692/__tmp__/a.jpg',
    'https://resource/123.image',
    'ttfile://temp/a.jpg',
    '/var/mobile/a.jpg',
    'page-file:x-1/a.jpg',
  ])('takes the form that platforms give it: %s', async (path) => {
    const { engine, clock } = engineWith({ files: { [path]: JPEG } })
    const task = engine.upload(path, PHOTO)
    await clock.runUntil(() => task.state().phase === 'done')
    expect(task.state().phase).toBe('done')
  })
})

describe('upload() with options that are not its own', () => {
  it.each<[string, unknown, string]>([
    ['none', undefined, 'upload: expected options (route, input, onState), got undefined'],
    ['a text', 'photo', 'upload: expected options (route, input, onState), got string'],
    [
      'an unknown one',
      { ...PHOTO, onProgress: () => {} },
      'upload: expected options (route, input, onState), got onProgress',
    ],
    ['a misspelt one', { rout: 'photo' }, 'upload: expected options (route, input, onState), got rout'],
    ['no route', {}, "upload: expected options with a route, such as { route: 'photo' }, got {}"],
    ['a route that is no text', { route: 7 }, 'upload: route: expected type string, got number'],
    [
      'a listener that is no function',
      { ...PHOTO, onState: {} },
      'upload: onState: expected type function, got object',
    ],
  ])('fails as `misuse` for %s', async (_, options, detail) => {
    expect(await failureOf('upload', 'a.jpg', options)).toEqual({ code: 'misuse', detail })
  })
})

describe('resume()', () => {
  it.each<[string, unknown[], RegExp]>([
    ['no id', [], /^resume: expected the id of an unfinished upload, got undefined/],
    ['an unknown option', ['id', { files: [] }], /^resume: expected options \(onState, file\), got files/],
    ['no file', ['id', { file: ['a.jpg'] }], /^resume: expected one file.*got an array/],
    ['null for options', ['id', null], /^resume: expected options/],
  ])('fails as `misuse` with %s', async (_, args, detail) => {
    expect(await failureOf('resume', ...args)).toEqual({ code: 'misuse', detail: expect.stringMatching(detail) })
  })
})

describe('urls()', () => {
  it.each([undefined, 'key', [7], [undefined]])('rejects as `misuse` for %j', async (keys) => {
    await expect(engineWith().engine.urls(keys as never)).rejects.toMatchObject({
      code: 'misuse',
      params: { detail: expect.stringMatching(/^urls: expected an array of keys, got /) },
    })
  })
})

describe('assertOptions', () => {
  const kinds = { server: 'string', headers: 'function', wx: 'any', keepAwake: 'boolean' } as const

  it('takes its options, and those that are undefined', () => {
    assertOptions('f', { server: 'a', headers: () => {}, wx: 7 }, kinds)
    assertOptions('f', { server: undefined }, kinds)
  })

  it.each<[unknown, string]>([
    [{ severs: 'a' }, 'f: expected options (server, headers, wx, keepAwake), got severs'],
    [{ constructor: 'a' }, 'f: expected options (server, headers, wx, keepAwake), got constructor'],
    [{ headers: { authorization: 'Bearer secret' } }, 'f: headers: expected type function, got object'],
    [{ keepAwake: null }, 'f: keepAwake: expected type boolean, got object'],
    [[], 'f: expected options (server, headers, wx, keepAwake), got object'],
  ])('refuses %j, and shows no value', (options, detail) => {
    expect(() => assertOptions('f', options, kinds)).toThrow(
      expect.objectContaining({ code: 'misuse', params: { detail } }),
    )
  })
})
