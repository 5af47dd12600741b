import { createWxHost, type WxHost } from '../../../dev/wx-host'
import type { UploadTask } from '../../../miniprogram/uploader/core/api'
import { serverBackend } from '../../../miniprogram/uploader/core/backend/server-backend'
import { appWide } from '../../../miniprogram/uploader/core/engine/app-wide'
import { createEngine } from '../../../miniprogram/uploader/core/engine/create-engine'
import { wxLogin } from '../../../miniprogram/uploader/wx/login'
import { wxPorts } from '../../../miniprogram/uploader/wx/ports'
import { type FaultyWx, faultyWx, type Way } from './faulty-wx'
import { type QuietClock, quietClock } from './quiet-clock'

export interface Fault {
  path: string
  way: Way
}

/** What became of one upload. */
export interface Ended {
  /** `stored`, or the code of its error. */
  end: string
  detail: string
  /** The states that it showed after its end. */
  statesAfterEnd: string[]
}

/** The endings of four uploads, and what is open after them. */
export interface Outcome {
  form: Ended
  parts: Ended
  /** These were cancelled while they were being sent: a form and a part. */
  cancelled: Ended[]
  called: Set<string>
  descriptors: number
}

const KB = 1024

/** The real paths of files: one is sent by form, one by parts, and one as the only part, of `ONLY_PART_BYTES`. */
export type Paths = Record<'form' | 'parts' | 'onlyPart', string>

export const ONLY_PART_BYTES = 300_000

export async function uploadOn(
  server: string,
  paths: Paths,
  fault: Fault | undefined,
  change: (host: WxHost) => WxHost['wx'] = ({ wx }) => wx,
): Promise<Outcome> {
  const host = createWxHost({ platform: 'android' })
  const cancelOnPut: (() => void)[] = []
  const wx = change(host)
  const request: typeof wx.request = (options) => {
    const task = wx.request(options)
    const { byteLength } = (options.data ?? {}) as { byteLength?: number }
    if (byteLength === ONLY_PART_BYTES) setImmediate(() => cancelOnPut.forEach((cancel) => void cancel()))
    return task
  }
  const faulty = faultyWx({ ...wx, request }, fault?.path, fault?.way)
  const clock = quietClock(() => host.open().tasks + host.open().callbacks === 0)
  try {
    return await run(host, faulty, { clock, server, paths, cancelOnPut })
  } finally {
    clock.stop()
    await host.dispose()
  }
}

interface Surroundings {
  clock: QuietClock
  server: string
  paths: Paths
  /** Called while the only part of a file is being sent. */
  cancelOnPut: (() => void)[]
}

async function run(
  host: WxHost,
  { wx, called, answerLate }: FaultyWx<WxHost['wx']>,
  { clock, server, paths, cancelOnPut }: Surroundings,
): Promise<Outcome> {
  const ports = wxPorts(wx, clock)
  const backend = serverBackend({ server, login: () => wxLogin(wx, clock) }, ports)
  const options = { multipartThreshold: 200 * KB }
  const engine = createEngine<Record<string, object>>(ports, backend, options, appWide())
  const begin = (path: string, cancels?: 'on progress' | 'on put'): Promise<Ended> => {
    const states: string[] = []
    const task = engine.upload(host.temp(path), { route: 'photo' } as never) as UploadTask
    task.subscribe((state) => {
      states.push(state.phase)
      if (cancels === 'on progress' && state.phase === 'sending' && state.sentBytes > 0) task.cancel()
    })
    if (cancels === 'on put') cancelOnPut.push(task.cancel)
    return endOf(task, states)
  }
  const [form, parts, ...cancelled] = (await Promise.all([
    begin(paths.form),
    begin(paths.parts),
    begin(paths.form, 'on progress'),
    begin(paths.onlyPart, 'on put'),
  ])) as [Ended, Ended, ...Ended[]]
  answerLate()
  // The background calls that follow: files are closed, and what was cancelled is removed.
  await new Promise<void>((resolve) => clock.after(1000, resolve))
  return { form, parts, cancelled, called, descriptors: host.open().descriptors }
}

async function endOf({ done }: UploadTask, states: string[]): Promise<Ended> {
  const { end, detail } = await done.then(
    () => ({ end: 'stored', detail: '' }),
    ({ code, params }) => ({ end: String(code), detail: String(params?.detail ?? '') }),
  )
  const first = states.findIndex((phase) => ['done', 'failed', 'cancelled'].includes(phase))
  return {
    end,
    detail,
    get statesAfterEnd() {
      return states.slice(first + 1)
    },
  }
}
