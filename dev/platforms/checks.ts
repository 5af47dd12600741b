import { equal, match, rejects } from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createUploader, type UploadError, type Uploader } from '../../miniprogram/uploader/wx'
import type { Stack } from '../stack/stack'
import type { WxHost } from '../wx-host'
import type { Wx } from './runtimes'

const PHOTO = fileURLToPath(new URL('../samples/photo.jpg', import.meta.url))

interface Place {
  stack: Stack
  host: WxHost
  uploader: Uploader<Record<string, { readonly '~types'?: { input: unknown; data: unknown } }>>
}

/** What must work on each platform. @throws AssertionError */
export async function check(wx: Wx, stack: Stack, host: WxHost): Promise<void> {
  const uploader: Place['uploader'] = createUploader({ server: stack.url, wx, onFailure: () => {} })
  const place = { stack, host, uploader }
  await uploadsPhoto(place)
  await tellsRefusal(place)
  await cancels(place)
  await survivesLostAnswer(place)
  await waitsForNetwork(place)
}

const posts = ({ stack }: Place): number => stack.cloud.journal.count({ operation: 'PostObject' })

async function uploadsPhoto({ host, uploader }: Place): Promise<void> {
  const progress: number[] = []
  const task = uploader.upload(host.temp(PHOTO), { route: 'photo' })
  task.subscribe(({ percent }) => progress.push(percent))
  const file = await task.done
  const stored = Buffer.from(await (await fetch(file.url)).arrayBuffer())
  equal(stored.equals(await readFile(PHOTO)), true, 'expected the bytes of the photo at its URL')
  equal(progress.at(-1), 100)
}

/** A 403 is an answer: the file is not sent again. */
async function tellsRefusal(place: Place): Promise<void> {
  const before = posts(place)
  place.stack.cloud.faults.inject('PostObject', { kind: 'answer', status: 403, code: 'AccessDenied' }, 1)
  await rejects(place.uploader.upload(place.host.temp(PHOTO), { route: 'photo' }).done, { code: 'access-denied' })
  equal(posts(place), before + 1)
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
  const before = posts(place)
  place.host.faults.arm({ kind: 'cut-answer', when: ({ api }) => api === 'uploadFile' })
  await place.uploader.upload(place.host.temp(PHOTO), { route: 'photo' }).done
  equal(posts(place), before + 1)
}

async function waitsForNetwork({ host, uploader }: Place): Promise<void> {
  host.setNetwork('none')
  const task = uploader.upload(host.temp(PHOTO), { route: 'photo' })
  const waits = new Promise<void>((resolve) => task.subscribe(({ phase }) => phase === 'paused' && resolve()))
  await waits
  host.setNetwork('wifi')
  match((await task.done).url, /\/uploads\/photo\//)
}
