import { createWxHost, type WxHost, type WxHostOptions } from '../../dev/wx-host'
import { createUploader, type Uploader, type UploaderOptions } from '../../miniprogram/uploader/wx'
import type { Routes } from '../../server/routes'

export interface Phone {
  host: WxHost
  uploader: Uploader<Routes>
}

/** A phone with a signed-in user and no earlier upload. */
export async function startPhone(
  server: string,
  { host: hostOptions, ...options }: Omit<UploaderOptions, 'server' | 'wx'> & { host?: WxHostOptions } = {},
): Promise<Phone> {
  const host = createWxHost(hostOptions)
  const uploader = createUploader<Routes>({ ...options, server, wx: host.wx })
  await uploader.prepare()
  return { host, uploader }
}
