/**
 * node --import tsx dev/count/walk.ts: which files of the engine one upload walks through, room by room, as a reader
 * who follows it would. Sends a photo by form and a video by parts, over the whole stack, after one of each to warm up.
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { createUploader } from '../../miniprogram/uploader/wx/index'
import type { Routes } from '../../server/routes'
import { startStack } from '../stack/stack'
import { createWxHost } from '../wx-host'
import { countCalledFiles } from './called-files'

const MB = 1024 ** 2
const JPEG_HEAD = Buffer.from([0xff, 0xd8, 0xff, 0xe0])
const MP4_HEAD = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom')])

/** From the top floor down: each room imports only from those after it. `.` are the loose files. */
const ROOMS = ['engine', 'upload', 'multipart', 'form', 'task', 'unfinished', 'file', 'backend', 'crc64', 'flow', '.']

const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-walk-'))
const stack = await startStack({ folder: join(folder, 'cloud'), wiring: { log: pino({ level: 'silent' }) } })
const host = createWxHost()
const uploader = createUploader<Routes>({ server: stack.url, wx: host.wx })

async function sendPhoto(): Promise<void> {
  const path = join(folder, 'photo.jpg')
  await writeFile(path, Buffer.concat([JPEG_HEAD, randomBytes(MB)]))
  await uploader.upload(host.temp(path), { route: 'photo' }).done
}

async function sendVideo(): Promise<void> {
  const path = join(folder, 'video.mp4')
  await writeFile(path, Buffer.concat([MP4_HEAD, randomBytes(20 * MB)]))
  await uploader.upload(host.temp(path), { route: 'video' }).done
}

function print(title: string, files: readonly string[]): void {
  console.log(`${title}: ${files.length} files`)
  for (const room of ROOMS) {
    const inRoom = files.filter((file) => roomOf(file) === room).map((file) => file.replace(`${room}/`, ''))
    if (inRoom.length > 0) console.log(`  ${room.padEnd(10)} ${inRoom.join(', ')}`)
  }
}

const roomOf = (file: string): string => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '.')

try {
  const called = await countCalledFiles('/miniprogram/uploader/core/')
  await sendPhoto()
  await sendVideo()
  await called.since()
  await sendPhoto()
  print('One upload by form', await called.since())
  await sendVideo()
  print('One upload by parts', await called.since())
  called.stop()
} finally {
  await host.dispose()
  await stack.close()
  await rm(folder, { recursive: true, force: true })
}
