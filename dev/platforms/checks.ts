import { deepEqual, equal, match, rejects } from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createUploader, type UploadError, type Uploader } from '../../miniprogram/uploader/wx'
import type { Stack } from '../stack/stack'
import type { WxHost } from '../wx-host'
import type { Wx } from './runtimes'

const PHOTO = fileURLToPath(new URL('../samples/photo.jpg', import.meta.url))
/** The photo is larger, so that it is sent by parts where they can be read. */
const PARTS_THRESHOLD = 20 * 1024

interface Place {
  wx: Wx
  stack: Stack
  host: WxHost
  uploader: Uploader<Record<string, { readonly '~types'?: { input: unknown; data: unknown } }>>
  /** Whether the platform reads files by range, which parts need. */
  hasRanges: boolean
}

/** What must work on each platform. @throws AssertionError */
export async function check(on: Omit<Place, 'uploader'>): Promise<void> {
  const uploader: Place['uploader'] = createUploader({ server: on.stack.url, wx: on.wx, onFailure: () => {} })
  const place = { ...on, uploader }
  await uploadsPickedPhoto(place)
  await picksNothing(place)
  await signsIn(place)
  await tellsRefusal(place)
  await tellsRefusalOfBackend(place)
  await tellsMissingFile(place)
  await cancels(place)
  await survivesLostAnswer(place)
  await waitsForNetwork(place)
  await uploadsLargeFile(place)
}

const count = ({ stack }: Place, operation: string): number => stack.cloud.journal.count({ operation })

async function uploadsPickedPhoto({ host, uploader }: Place): Promise<void> {
  const progress: number[] = []
  host.pick([PHOTO])
  const [outcome] = await uploader.pickAndUpload({
    route: 'photo',
    count: 1,
    onProgress: ({ percent }) => progress.push(percent),
  })
  if (!outcome?.ok) throw outcome?.error ?? new Error('expected a picked photo')
  const stored = Buffer.from(await (await fetch(outcome.file.url)).arrayBuffer())
  equal(stored.equals(await readFile(PHOTO)), true, 'expected the bytes of the photo at its URL')
  equal(outcome.file.verified, true)
  equal(progress.at(-1), 100)
}

async function picksNothing({ host, uploader }: Place): Promise<void> {
  host.cancelNextPick()
  deepEqual(await uploader.pick(), [])
}

/** The backend gets the code that the platform has issued, and then a session for all calls. */
async function signsIn({ host }: Place): Promise<void> {
  equal(host.codes.length, 1)
}

/** A 403 is an answer: the file is not sent again. */
async function tellsRefusal(place: Place): Promise<void> {
  const before = count(place, 'PostObject')
  place.stack.cloud.faults.inject('PostObject', { kind: 'answer', status: 403, code: 'AccessDenied' }, 1)
  await rejects(place.uploader.upload(place.host.temp(PHOTO), { route: 'photo' }).done, { code: 'access-denied' })
  equal(count(place, 'PostObject'), before + 1)
}

/** A 404 is an answer as well, not a lost connection. */
async function tellsRefusalOfBackend({ host, uploader }: Place): Promise<void> {
  await rejects(uploader.upload(host.temp(PHOTO), { route: 'no-such-route' }).done, { code: 'unknown-route' })
}

async function tellsMissingFile({ host, uploader }: Place): Promise<void> {
  const path = host.temp(PHOTO)
  host.forget(path)
  await rejects(uploader.upload(path, { route: 'photo' }).done, { code: 'file-missing' })
}

async function cancels({ host, uploader }: Place): Promise<void> {
  host.faults.arm({ kind: 'stall', afterBytes: 1000, when: ({ api }) => api === 'uploadFile' })
  const task = uploader.upload(host.temp(PHOTO), { route: 'photo' })
  const stalled = new Promise<void>((resolve) => task.subscribe(({ phase }) => phase === 'sending' && resolve()))
  await stalled
  task.cancel()
  const { code } = await task.done.then(
    () => ({ code: 'done' }),
    (error: UploadError) => error,
  )
  equal(code, 'cancelled')
  host.faults.clear()
}

/** The file has arrived, so it is not sent again. */
async function survivesLostAnswer(place: Place): Promise<void> {
  const before = count(place, 'PostObject')
  place.host.faults.arm({ kind: 'cut-answer', when: ({ api }) => api === 'uploadFile' })
  await place.uploader.upload(place.host.temp(PHOTO), { route: 'photo' }).done
  equal(count(place, 'PostObject'), before + 1)
}

async function waitsForNetwork({ host, uploader }: Place): Promise<void> {
  host.setNetwork('none')
  const task = uploader.upload(host.temp(PHOTO), { route: 'photo' })
  const waits = new Promise<void>((resolve) => task.subscribe(({ phase }) => phase === 'paused' && resolve()))
  await waits
  host.setNetwork('wifi')
  match((await task.done).url, /\/uploads\/photo\//)
}

/** By parts where the platform reads ranges, and otherwise by form. */
async function uploadsLargeFile(place: Place): Promise<void> {
  const { wx, stack, host, hasRanges } = place
  const [parts, forms] = [count(place, 'UploadPart'), count(place, 'PostObject')]
  const uploader: Place['uploader'] = createUploader({
    server: stack.url,
    wx,
    multipartThreshold: PARTS_THRESHOLD,
    onFailure: () => {},
  })
  await uploader.upload(host.temp(PHOTO), { route: 'photo' }).done
  equal(count(place, 'UploadPart') > parts, hasRanges)
  equal(count(place, 'PostObject'), hasRanges ? forms : forms + 1)
}
