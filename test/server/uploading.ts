import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createWxHost } from '../../dev/wx-host'
import { createUploader } from '../../miniprogram/uploader/wx'
import type { Routes } from '../../server/routes'

export interface Uploading {
  /** Resolves when all uploads that have begun so far, or as many others, have ended. */
  oneMore(): Promise<void>
  /** Begins no upload more, beyond those that must be. @returns how each upload ended: `done`, or a code */
  finish(): Promise<string[]>
}

interface UploadingOptions {
  /** The backend. */
  server: string
  /** Gives the codes of `wx.login`. */
  wechat: { issueCode(person: string): string | Promise<string> }
  /** Where the files are written. */
  folder: string
  atLeast: number
}

const AT_ONCE = 8

/** Uploads small photos one after the other, eight at a time, every tenth by parts, until it is told to finish. */
export function startUploading({ server, wechat, folder, atLeast }: UploadingOptions): Uploading {
  const host = createWxHost()
  const wx: typeof host.wx = {
    ...host.wx,
    login: ((options: { success?(result: object): void }) => {
      void Promise.resolve(wechat.issueCode('ann')).then((code) => options.success?.({ code, errMsg: 'login:ok' }))
    }) as typeof host.wx.login,
  }
  const uploader = createUploader<Routes>({ server, wx, multipartThreshold: 200_000, onFailure: () => {} })
  const endings: string[] = []
  let begun = 0
  let isOver = false
  const upload = async (): Promise<void> => {
    begun += 1
    const size = begun % 10 === 0 ? 300_000 : 2000
    const path = join(folder, `${begun}.jpg`)
    await writeFile(path, Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), randomBytes(size)]))
    const ending = await uploader.upload(host.temp(path), { route: 'photo' }).done.then(
      () => 'done',
      (error: { code: string }) => error.code,
    )
    endings.push(ending)
  }
  const uploads = Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (begun < atLeast || !isOver) await upload()
    }),
  )
  return {
    async oneMore() {
      const before = begun
      while (endings.length < before) await new Promise((resolve) => setTimeout(resolve, 10))
    },
    async finish() {
      isOver = true
      await uploads
      await host.dispose()
      return endings
    },
  }
}
