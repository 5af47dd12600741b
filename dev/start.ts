/**
 * npm start [-- --no-open]: starts OSS, STS and the backend on this machine, uploads a sample photo, and serves the
 * mini-program's preview and the web page. On a desktop it opens the preview in a browser.
 */
import { join } from 'node:path'
import { OPTIONAL_ENDPOINTS } from '../server/index'
import { plainLines } from './demo/print'
import { uploadFiles } from './demo/upload-files'
import { NOT_FOR_PRODUCTION } from './local-cloud'
import { hasDesktop, openBrowser } from './preview/open-browser'
import { createBackendLog } from './preview/server/backend-log'
import { type Preview, startPreview } from './preview/start-preview'
import { SAMPLE_PHOTO } from './samples/sample-photo'
import { allowOrigins } from './stack/allow-origins'
import { freePort, USUAL_PORTS } from './stack/ports'
import { forgetRunning, HOME, noteRunning } from './stack/running'
import { type Stack, startStack } from './stack/stack'
import { openWebSite, originsOf, type WebSite } from './web/web-site'

async function main(): Promise<void> {
  const backendLog = createBackendLog()
  const web = await openWebSite(await freePort(USUAL_PORTS.web))
  const wiring = { log: backendLog.log, corsOrigins: web.origins, optionalEndpoints: OPTIONAL_ENDPOINTS }
  const stack = await startStack({ folder: join(HOME, 'objects'), ports: USUAL_PORTS, extraFields: 'lax', wiring })
  const [sample] = await uploadFiles(stack.url, [SAMPLE_PHOTO])
  if (!sample || 'error' in sample) {
    await web.close()
    await stack.close()
    throw new Error(sample ? plainLines(sample) : 'The sample photo was not uploaded')
  }
  const preview = await startPreview({ stack, backendLog, port: await freePort(USUAL_PORTS.preview) })
  web.connect(stack.url)
  await allowOrigins(stack.cloud, [...web.origins, ...originsOf(preview.url)])
  await noteRunning(stack.url)
  console.log(greeting({ stack, preview, web, sample: plainLines(sample) }))
  const mayOpen = !process.argv.includes('--no-open')
  if (mayOpen && hasDesktop(process.env, process.platform, process.stdout.isTTY)) openBrowser(preview.url)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop([preview, web, stack]))
}

async function stop(running: { close(): Promise<void> }[]): Promise<void> {
  await forgetRunning()
  for (const one of running) await one.close()
}

interface Running {
  stack: Stack
  preview: Preview
  web: WebSite
  /** The result of the sample photo. */
  sample: string
}

function greeting({ stack: { url, cloud }, preview, web, sample }: Running): string {
  const moved = url.endsWith(`:${USUAL_PORTS.backend}`)
    ? ''
    : `\n端口被占用，请改 miniprogram/app.ts / A port was taken; in miniprogram/app.ts write:\n  const SERVER = '${url}'\n`
  return `
${sample}

  预览 preview   ${preview.url}
  网页 web       ${web.url}
  后端 backend   ${url}
  OSS            ${cloud.ossUrl}
  STS            ${cloud.stsUrl}
  管理页面 admin ${cloud.adminUrl}
${moved}
下一步 / Next:
  在浏览器里打开预览，选一张照片；或者打开网页，拖入几个文件
  Open the preview in a browser and pick a photo, or open the web page and drop some files.
  用微信开发者工具打开本目录，在模拟器里选一张照片
  Open this folder in WeChat DevTools and pick a photo in the simulator.
  npm run demo -- 你的文件 your-file.jpg

${NOT_FOR_PRODUCTION}
Ctrl-C 停止 stops.`
}

main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
