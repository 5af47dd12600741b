/**
 * npm start: starts OSS, STS and the backend on this machine, uploads a sample photo, and serves the mini-program's
 * preview and the web page. On a desktop it opens the preview in a browser.
 */
import { OPTIONAL_ENDPOINTS } from '../server/index'
import { plainLines } from './demo/print'
import { uploadFiles } from './demo/upload-files'
import { NOT_FOR_PRODUCTION } from './local-cloud'
import { readFlags } from './local-cloud/command/read-flags'
import { EXIT, runCommand } from './local-cloud/command/run-command'
import { hasDesktop, openBrowser } from './preview/open-browser'
import { createBackendLog } from './preview/server/backend-log'
import { type Preview, startPreview } from './preview/start-preview'
import { SAMPLE_PHOTO } from './samples/sample-photo'
import { allowOrigins } from './stack/allow-origins'
import { miniProgramRoot } from './stack/mini-program-root'
import { pageLinks } from './stack/page-links'
import { freePort, USUAL_PORTS } from './stack/ports'
import { filesAddress, findRunning, forgetRunning, noteRunning, OBJECTS } from './stack/running'
import { type Stack, startStack } from './stack/stack'
import { openWebSite, originsOf, type WebSite } from './web/web-site'

const USAGE = `npm start -- [--root DIR] [--no-open]
  在本机启动 OSS、STS、后端、预览和网页，按 Ctrl-C 停止
  Starts OSS, STS, the backend, the preview and the web page on this machine, until Ctrl-C.
  --root     预览另一个小程序 / the folder of another mini-program to preview
  --no-open  不打开浏览器 / does not open a browser
`

interface Running {
  stack: Stack
  preview: Preview
  web: WebSite
  /** The result of the sample photo. */
  sample: string
}

async function main(): Promise<number> {
  const { values } = readFlags({ options: { root: { type: 'string' }, 'no-open': { type: 'boolean' } } })
  const root = values.root === undefined ? undefined : miniProgramRoot(values.root)
  const other = await findRunning()
  if (other) {
    console.error(`已在运行 / Already running at ${other.preview}`)
    return EXIT.failed
  }
  const open: { close(): Promise<void> }[] = []
  const stop = async (): Promise<void> => {
    for (const one of open.reverse()) await one.close()
  }
  try {
    const running = await start(open, root)
    const { url, cloud } = running.stack
    await noteRunning({ url, preview: running.preview.url, files: filesAddress(cloud) })
    open.push({ close: forgetRunning })
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
    console.log(greeting(running, values.root))
    const isTerminal = process.stdout.isTTY
    if (!values['no-open'] && hasDesktop(process.env, process.platform, isTerminal)) openBrowser(running.preview.url)
  } catch (error) {
    await stop()
    throw error
  }
  return EXIT.ok
}

/** @param open gets everything that has to be closed, in the order in which it was opened */
async function start(open: { close(): Promise<void> }[], root: string | undefined): Promise<Running> {
  const backendLog = createBackendLog()
  const links = pageLinks()
  const web = await openWebSite(await freePort(USUAL_PORTS.web), links.list)
  open.push(web)
  const wiring = { log: backendLog.log, corsOrigins: web.origins, optionalEndpoints: OPTIONAL_ENDPOINTS }
  const stack = await startStack({ folder: OBJECTS, ports: USUAL_PORTS, extraFields: 'lax', pages: links.list, wiring })
  open.push(stack)
  const [sample] = await uploadFiles(stack.url, [SAMPLE_PHOTO])
  if (!sample || 'error' in sample)
    throw new Error(sample ? plainLines(sample, undefined) : 'The sample photo was not uploaded')
  const preview = await startPreview({
    stack,
    backendLog,
    port: await freePort(USUAL_PORTS.preview),
    pages: links.list,
    onSwitches: (on) => console.log(`故障开关 / Fault switches: ${on.join(', ') || '全部关闭 all off'}`),
    ...(root === undefined ? {} : { root }),
  })
  open.push(preview)
  links.set({ preview: preview.url, web: web.url, backend: stack.url, admin: stack.cloud.adminUrl })
  web.connect(stack.url)
  await allowOrigins(stack.cloud, [...web.origins, ...originsOf(preview.url)])
  return { stack, preview, web, sample: plainLines(sample, filesAddress(stack.cloud)) }
}

function greeting({ stack: { url, cloud }, preview, web, sample }: Running, root: string | undefined): string {
  const place = root ?? 'miniprogram/app.ts'
  const line = root === undefined ? `const SERVER = '${url}'` : `server: '${url}'`
  const moved = url.endsWith(`:${USUAL_PORTS.backend}`)
    ? ''
    : `\n端口被占用，请改 ${place} / A port was taken; in ${place} write:\n  ${line}\n`
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
  用微信开发者工具打开 ${root ?? '本目录'}，在模拟器里选一张照片
  Open ${root ?? 'this folder'} in WeChat DevTools and pick a photo in the simulator.
  npm run demo -- 你的文件 your-file.jpg
  npm run reset   删除保存的文件 removes the stored files

${NOT_FOR_PRODUCTION}
Ctrl-C 停止 stops.`
}

await runCommand(USAGE, main)
