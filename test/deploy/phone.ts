/**
 * Uploads two files with the installed package `wx-oss-upload`, one by form and one by parts, and prints how they ended.
 * node phone.cjs <backend> <address of WeChat's API> <file>…, in the folder where the package is installed
 */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createWxHost } from '../../dev/wx-host'

async function main([server = '', wechat = '', ...paths]: string[]): Promise<void> {
  const installed = createRequire(join(process.cwd(), 'index.js'))
  const { createUploader } = installed('wx-oss-upload') as typeof import('../../miniprogram/uploader/wx')
  const host = createWxHost()
  const login = async (options: { success?(result: object): void }): Promise<void> => {
    const answer = await fetch(`${wechat}/wx/login?person=ann`, { method: 'POST' })
    options.success?.({ ...((await answer.json()) as object), errMsg: 'login:ok' })
  }
  const wx = { ...host.wx, login: login as unknown as typeof host.wx.login }
  const uploader = createUploader({ server, wx, multipartThreshold: 200_000 })
  const urls: string[] = []
  for (const path of paths) urls.push((await uploader.upload(host.temp(path), { route: 'photo' }).done).url)
  await host.dispose()
  console.log(JSON.stringify({ version: process.version, urls }))
}

void main(process.argv.slice(2))
