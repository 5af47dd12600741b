/** Runs in a page: the browser's ports, for a test that is somewhere else. */
import { browserPorts } from '../../miniprogram/uploader/browser/lazy/ports'
import { screenLock } from '../../miniprogram/uploader/browser/lazy/screen-lock'
import { type PagePorts, pagePorts } from '../../miniprogram/uploader/browser/page-ports'
import { pick } from '../../miniprogram/uploader/browser/pick'
import { asUploadError } from '../../miniprogram/uploader/core/errors'
import { cancellation } from '../../miniprogram/uploader/core/flow/cancellation'
import type { OpenFile, Ports, Signal } from '../../miniprogram/uploader/core/ports'
import { fromBase64, toBase64 } from './base64'
import { heldTwice } from './held-twice'
import { type Watcher, watcher } from './watcher'
import type { Outcome, RemotePorts, RemoteRequest, RemoteSlice } from './wire'

declare global {
  interface Window {
    remotePorts: RemotePorts
    ports: Ports & PagePorts
    heldTwice: typeof heldTwice
    /** A function of the test, exposed by the browser's driver. */
    onSent?(id: number, sent: number, total: number): Promise<void>
  }
}

const page = pagePorts(screenLock())
const ports = { ...page, ...browserPorts(page) }
const stops = new Map<number, () => void>()
const files = new Map<number, OpenFile>()
const watchers = new Map<number, Watcher>()

async function outcome<T>(work: Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await work }
  } catch (thrown) {
    const { code, params } = asUploadError(thrown)
    return { error: { code, params } }
  }
}

function signalOf(id: number, isStopped: boolean): Signal {
  const { signal, stop } = cancellation()
  stops.set(id, stop)
  if (isStopped) stop()
  return signal
}

const reportSent = (id: number) => (sent: number, total: number) => void window.onSent?.(id, sent, total)

const sliceOf = ({ id, position, length }: RemoteSlice) => openFile(id).slice?.(position, length)

const bodyOf = ({ text, bytes, slice }: RemoteRequest) => {
  if (slice) return sliceOf(slice)
  return bytes === undefined ? text : fromBase64(bytes)
}

function openFile(id: number): OpenFile {
  const file = files.get(id)
  if (!file) throw new Error(`no open file ${id}`)
  return file
}

window.ports = ports
window.heldTwice = heldTwice
window.remotePorts = {
  pathOfChosen() {
    const file = document.querySelector('input')?.files?.[0]
    if (!file) throw new Error('expected a chosen file, got none')
    return ports.held.pathOf(file)
  },
  send(id, request, isStopped) {
    const { method, url, headers, timeoutMs } = request
    const send = async () => {
      const body = bodyOf(request)
      const sent = { method, url, headers, timeoutMs, ...(body === undefined ? {} : { body }) }
      return ports.transport.send(sent, signalOf(id, isStopped), reportSent(id))
    }
    return outcome(send())
  },
  sendForm: (id, form, isStopped) => outcome(ports.transport.sendForm(form, signalOf(id, isStopped), reportSent(id))),
  stop: (id) => stops.get(id)?.(),
  stat: (path) => outcome(ports.files.stat(path)),
  open: (id, path) =>
    outcome(
      ports.files
        .open(path)
        .then((file) => void files.set(id, file))
        .then(() => null),
    ),
  read: (id, position, length) => outcome(openFile(id).read(position, length).then(toBase64)),
  crc64(work, { id, position, length }) {
    const compute = async () => (await openFile(id).crc64?.(position, length, signalOf(work, false))) ?? null
    return outcome(compute())
  },
  close: (id) =>
    outcome(
      openFile(id)
        .close()
        .then(() => null),
    ),
  get: (key) => outcome(ports.store.get(key)),
  set: (key, value) => outcome(ports.store.set(key, value).then(() => null)),
  remove: (key) => outcome(ports.store.remove(key).then(() => null)),
  async pick(options) {
    const picked = await pick(ports.held, options)
    return picked.map(({ path, name, size, kind }) => ({ path, name, size, kind }))
  },
  keepAwake: ports.lifecycle.keepAwake,
  watch: (id, isOnce) => void watchers.set(id, watcher(ports.lifecycle, isOnce)),
  found: (id) => (watchers.get(id)?.found ?? []).map((obstacle) => obstacle ?? null),
  unwatch: (id) => watchers.get(id)?.end(),
  obstacle: () => ports.lifecycle.obstacle() ?? null,
  network: () => ports.lifecycle.network(),
}
