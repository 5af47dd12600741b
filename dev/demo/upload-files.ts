import { basename } from 'node:path'
import {
  createUploader,
  type StoredFile,
  UploadError,
  type UploadState,
  type WxApi,
} from '../../miniprogram/uploader/wx'
import type { WxUploadFile } from '../../miniprogram/uploader/wx/wx-api'
import type { Routes } from '../../server/routes'
import { createWxHost, type Disk } from '../wx-host'
import { digestOfFile, digestOfUrl } from './compare'
import { routeOf } from './route-of'

export type Report = Uploaded | Failed

export interface Uploaded {
  file: string
  url: string
  key: string
  /** Bytes. */
  size: number
  type: string
  /** Computed from the local file, and equal to what OSS computed. */
  crc64: string
  /** From the call to its end. */
  ms: number
  /** HTTP requests the upload caused; what files share (session, tickets) counts with the first. */
  requests: number
  /** Percent that an earlier demo, which was killed, had sent. */
  resumedAt?: number
}

export interface Failed {
  file: string
  error: UploadError
}

export interface UploadFilesOptions {
  onState?: (index: number, state: UploadState) => void
  /** It goes on with what an earlier demo had sent. */
  onResumed?: (index: number, percent: number) => void
  /** Of the phone. Default: one of its own. */
  disk?: Disk
}

/**
 * Sends files as a mini-program does: the library over `wx-host`, all begun at once. Each URL is then fetched and
 * compared with the file; a difference is a failure.
 */
export async function uploadFiles(
  server: string,
  paths: string[],
  { onState = () => {}, onResumed = () => {}, disk }: UploadFilesOptions = {},
): Promise<Report[]> {
  const host = createWxHost({ ...(disk && { disk }) })
  const counted = countPosts(host.wx)
  try {
    const uploader = createUploader<Routes>({ server, wx: counted.wx, onFailure: () => {} })
    const routes = await Promise.all(paths.map(routeOf))
    const startedAt = Date.now()
    const endings = paths.map(async (file, index): Promise<Report> => {
      const local = { path: host.temp(file), name: basename(file) }
      const resumed = firstSending((percent) => onResumed(index, percent))
      const task = uploader.upload(local, {
        route: routes[index] as keyof Routes,
        onState(state) {
          resumed.look(state)
          onState(index, state)
        },
      })
      try {
        const stored = await task.done
        const ms = Date.now() - startedAt
        const resumedAt = resumed.percent()
        const times = { ms, requests: counted.postsOf(local.path), ...(resumedAt > 0 && { resumedAt }) }
        return { file, ...(await compared(file, stored)), ...times }
      } catch (error) {
        return { file, error: error as UploadError }
      }
    })
    const reports = await Promise.all(endings)
    return withShared(reports, host.log.filter(({ api }) => api === 'request').length)
  } finally {
    await host.dispose()
  }
}

/** How far a file was when its first byte was sent: not at 0 % if an earlier demo had begun it. */
function firstSending(onResumed: (percent: number) => void) {
  let first: number | undefined
  return {
    look({ phase, percent }: UploadState): void {
      if (phase !== 'sending' || first !== undefined) return
      first = percent
      if (percent > 0) onResumed(percent)
    },
    percent: () => first ?? 0,
  }
}

/** @throws UploadError `stored-differs` when the URL does not give the file's own bytes. */
async function compared(path: string, { url, key, type, crc64 }: StoredFile) {
  const [local, remote] = await Promise.all([digestOfFile(path), digestOfUrl(url)])
  if (local.sha256 !== remote.sha256 || local.crc64 !== crc64) {
    throw new UploadError('stored-differs', { params: { size: remote.size } })
  }
  return { url, key, size: local.size, type, crc64: local.crc64 }
}

function countPosts(wx: WxApi) {
  const posts = new Map<string, number>()
  return {
    wx: {
      ...wx,
      uploadFile: (options: WxUploadFile) => {
        posts.set(options.filePath, (posts.get(options.filePath) ?? 0) + 1)
        return wx.uploadFile(options)
      },
    },
    postsOf: (path: string): number => posts.get(path) ?? 0,
  }
}

function withShared(reports: Report[], shared: number): Report[] {
  const first = reports.find((report): report is Uploaded => 'requests' in report)
  return reports.map((report) => (report === first ? { ...first, requests: first.requests + shared } : report))
}
