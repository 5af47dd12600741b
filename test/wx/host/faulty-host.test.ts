/**
 * Every function of `wx` that the library calls, faulty in every way. The list of functions is recorded from real
 * uploads, so that a new call is tested without a change here.
 */
import { readdir, readFile } from 'node:fs/promises'
import { ERRORS } from '../../../miniprogram/uploader/error-codes'
import { jpeg, type Rig, startRig } from '../../main-path/rig'
import { WAYS, type Way } from './faulty-wx'
import { type Ended, type Fault, ONLY_PART_BYTES, type Outcome, uploadOn } from './scenario'

const rig: Rig = await startRig()
const paths = {
  form: await rig.file('form.jpg', jpeg(190_000)),
  parts: await rig.file('parts.jpg', jpeg(1_200_000)),
  onlyPart: await rig.file('only-part.jpg', jpeg(ONLY_PART_BYTES)),
}
const upload = (fault?: Fault, withoutDescriptors = false): Promise<Outcome> =>
  uploadOn(
    rig.stack.url,
    paths,
    fault,
    withoutDescriptors ? ({ wx }) => ({ ...wx, getFileSystemManager: readFileOnly(wx) }) : undefined,
  )

type Wx = Rig['host']['wx']
const readFileOnly = (wx: Wx) => (): ReturnType<Wx['getFileSystemManager']> =>
  ({ ...wx.getFileSystemManager(), open: undefined }) as never

const [usual, older] = [await upload(), await upload(undefined, true)]
const functions = [...new Set([...usual.called, ...older.called])].sort()

/** The codes that name the cause. A function that is not listed here must be done without. */
const MAY_FAIL: [RegExp, string[]][] = [
  [/^getFileSystemManager(?!.*close)/, ['file-unreadable']],
  [/^login$/, ['login-failed']],
  [/^request$/, ['misuse', 'server-unreachable', 'network', 'timeout', 'interrupted']],
  // By parts, the upload goes on with `request`.
  [/^uploadFile$/, ['misuse', 'network', 'timeout', 'interrupted']],
]
const codesOf = (path: string): string[] => MAY_FAIL.find(([pattern]) => pattern.test(path))?.[1] ?? []

// Jest itself fails a test during which a promise rejects that nobody handles.
afterAll(() => rig.close())

describe('the recorded functions of `wx`', () => {
  it('are all that the source of the library calls, but the pickers', async () => {
    const folder = new URL('../../../miniprogram/uploader/wx/', import.meta.url)
    const files = (await readdir(folder, { recursive: true })).filter(
      (name) => name.endsWith('.ts') && name !== 'pick.ts',
    )
    const sources = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')))
    const calls = sources.flatMap((text) => [
      ...text.matchAll(/(?:\bwx|manager(?:\(\))?|Manager\(\)|task\??)\.(\w+)\??\.?\(/g),
    ])
    const last = new Set(functions.map((path) => path.replace(/.*\./, '')))
    expect(calls.map(([, name]) => name).filter((name) => !last.has(String(name)))).toEqual([])
    expect(functions).toEqual(expect.arrayContaining(['request().abort', 'uploadFile().abort', 'login', 'setStorage']))
  })

  it('upload and cancel on a good host', () => {
    for (const { form, parts, cancelled, descriptors } of [usual, older]) {
      expect([form, parts, ...cancelled].map(({ end }) => end)).toEqual(['stored', 'stored', 'cancelled', 'cancelled'])
      expect(descriptors).toBe(0)
    }
  })
})

describe.each(functions)('An upload on a host whose %s', (path) => {
  it.each(WAYS)('%s is stored, or fails by a code that names the cause', async (way: Way) => {
    const outcome = await upload({ path, way }, path.endsWith('.readFile'))
    const allowed = ['stored', ...codesOf(path)]
    for (const ended of [outcome.form, outcome.parts]) {
      expect({ ...ended, end: allowed.includes(ended.end) ? 'allowed' : ended.end }).toMatchObject({ end: 'allowed' })
      assertTold(ended)
    }
    for (const { end, statesAfterEnd } of outcome.cancelled) {
      expect(['cancelled', ...allowed]).toContain(end)
      expect(statesAfterEnd).toEqual([])
    }
    // What cannot be closed, or has no known name, stays open.
    if (!/close$/.test(path) && !(/open$/.test(path) && way === 'answers wrong')) expect(outcome.descriptors).toBe(0)
  })
})

function assertTold({ end, detail, statesAfterEnd }: Ended): void {
  expect(statesAfterEnd).toEqual([])
  if (end === 'stored') return
  expect(Object.keys(ERRORS)).toContain(end)
  // The developer reads which function of the host is at fault.
  expect(detail).toMatch(/wx\.\w+|FileSystemManager|:fail/)
}
