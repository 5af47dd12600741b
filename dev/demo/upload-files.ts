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
  /** CRC-64 of the local file, equal to the one from OSS. */
  crc64: string
  /** Milliseconds from the call to its end. */
  ms: number
  /** HTTP requests of the upload; shared requests (session, tickets) count for the first file. */
  requests: number
  /** Percent that an earlier, killed demo had sent. */
  resumedAt?: number
}

export interface Failed {
  file: string
  error: UploadError
}

export interface UploadFilesOptions {
  onState?: (index: number, state: UploadState) => void
  /** Called when an upload resumes one of an earlier demo. */
  onResumed?: (index: number, percent: number) => void
  /** The phone's disk. Default: a new one. */
  disk?: Disk
  /** For all files. Default: by each file's type. */
  route?: string
}

/**
 * Uploads files as a mini-program does, with the library on `wx-host`, all at the same time. Each URL is then fetched
 * and compared with the file; a difference is a failure.
 */
export async function uploadFiles(
  server: string,
  paths: string[],
  { onState = () => {}, onResumed = () => {}, disk, route }: UploadFilesOptions = {},
): Promise<Report[]> {
  const host = createWxHost({ ...(disk && { disk }) })
  const counted = countPosts(host.wx)
  try {
    const uploader = createUploader<Routes>({ server, wx: counted.wx, onFailure: () => {} })
    const routes = await Promise.all(paths.map(async (path) => route ?? routeOf(path)))
    const startedAt = Date.now()
    const endings = paths.map(async (file, index): Promise<Report> => {
      const local = { path: host.temp(file), name: basename(file) }
      const resumed = watchResume((percent) => onResumed(index, percent))
      const task = uploader.upload(local, {
        route: routes[index] as keyof Routes,
        onState(state) {
          resumed.update(state)
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

/** Remembers the percentage at the first `sending` state: above 0 if an earlier demo had sent a part of the file. */
function watchResume(onResumed: (percent: number) => void) {
  let first: number | undefined
  return {
    update({ phase, percent }: UploadState): void {
      if (phase !== 'sending' || first !== undefined) return
      first = percent
      if (percent > 0) onResumed(percent)
    },
    percent: () => first ?? 0,
  }
}

/** @throws UploadError `stored-differs` if the URL does not return the file's bytes */
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
