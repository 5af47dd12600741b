/** The backend as one file that any bundler can make of it, without a folder of packages beside it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleFunction, type StartedFunction, startFunction } from '../../bench/rig/backend/one-file'
import type { CompleteAnswer, UploadsAnswer } from '../../miniprogram/uploader/contract'
import { formIn } from '../form-in'
import { type Running, startTestCloud } from '../local-cloud/rig/test-cloud'

const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex')

let folder: string
let running: Running
let backend: StartedFunction | undefined
let bundle: Awaited<ReturnType<typeof bundleFunction>>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'one-file-'))
  running = await startTestCloud()
  bundle = await bundleFunction(join(folder, 'index.cjs'))
})
afterAll(async () => {
  await backend?.kill()
  await running.close()
  await rm(folder, { recursive: true })
})

describe('the backend as one file', () => {
  it('is bundled without a warning, and needs nothing but Node', () => {
    expect(bundle.warnings).toEqual([])
    const [{ imports = [], inputs = {} } = {}] = Object.values(bundle.metafile.outputs)
    const builtin = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)]
    // The client of STS brings `ws`, which works without both.
    const optional = ['bufferutil', 'utf-8-validate']
    expect(imports.filter(({ path }) => ![...builtin, ...optional].includes(path))).toEqual([])
    // What no ticket needs: ali-oss, and zod's messages in fifty languages.
    const packages = Object.keys(inputs).filter((path) => /ali-oss|locales\/(?!en\.js)/.test(path))
    expect(packages).toEqual([])
  })

  it('gives a ticket, and confirms the upload', async () => {
    backend = await startFunction(join(folder, 'index.cjs'), running.cloud)
    const answer = await backend.post<UploadsAnswer>('/v1/uploads', {
      route: 'photo',
      files: [{ size: JPEG.length, type: 'image/jpeg' }],
    })
    const ticket = formIn(answer)
    const form = new FormData()
    for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value)
    form.append('file', new Blob([JPEG]))
    expect((await fetch(ticket.url, { method: 'POST', body: form })).status).toBe(200)
    const { file } = await backend.post<CompleteAnswer>('/v1/uploads/complete', { upload: ticket.upload })
    expect(Buffer.from(await (await fetch(file.url)).arrayBuffer())).toEqual(JPEG)
  })
})
