import '../browser/web.css'
import './ali-oss.css'
import { el } from '../../preview/browser/shell/element'
import { createPreferences } from '../../preview/browser/shell/preferences'
import { inWords } from './in-words'
import { randomKey } from './random-key'
import { createRow, type Row } from './row'

type InBoth = [zh: string, en: string]

export interface PageWords {
  title: string
  about: InBoth
}

/** A page with a heading, an input for files, a row for each, and the code that does it. */
export function buildPage(
  { title, about }: PageWords,
  upload: (file: File, key: string, row: Row) => Promise<void>,
): void {
  // Theme and language as they were chosen on the web page.
  const { language } = createPreferences('web', { zh_CN: about[0], en: about[1] })
  const said = ([zh, en]: InBoth): string => (language() === 'en' ? en : zh)
  const list = el('ul', { class: 'list', 'aria-label': '文件 files' })
  const input = el('input', { type: 'file', multiple: true, id: 'files' })
  input.addEventListener('change', () => {
    for (const file of Array.from(input.files ?? [])) {
      const { element, row } = createRow(file)
      list.append(element)
      upload(file, randomKey(file.name), row).catch((thrown: unknown) => row.end(`✗ ${said(inWords(thrown))}`))
    }
    // So that the same file can be chosen again.
    input.value = ''
  })
  document.title = title
  const intro = el('div', {}, el('h1', {}, title), el('p', { class: 'about' }, said(about)))
  const back = el('a', { href: '/' }, '← wx-oss-upload')
  const offline = createOffline(
    said(['网络已断开，恢复后自动继续', 'Offline. It goes on by itself when the network is back']),
  )
  const form = [el('label', { for: 'files' }, '选择文件 choose files'), input, offline, list]
  const code = el('pre', { class: 'code', tabindex: '0' }, ...sourceLines())
  const parts = [
    el('nav', {}, back),
    el('header', { class: 'head' }, intro),
    el('section', { class: 'card' }, ...form),
    el('section', { class: 'card' }, el('h2', {}, '代码 code'), code),
  ]
  document.body.append(el('main', {}, ...parts))
}

/** Words for as long as the browser is offline. */
function createOffline(words: string): HTMLElement {
  const element = el('p', { class: 'offline', role: 'status' })
  const look = (): void => {
    element.textContent = navigator.onLine ? '' : words
  }
  addEventListener('online', look)
  addEventListener('offline', look)
  look()
  return element
}

/** The file that does it, as it is; what was otherwise before is marked in it. */
function sourceLines(): HTMLElement[] {
  const text = document.getElementById('source')?.textContent ?? ''
  return text
    .trimEnd()
    .split('\n')
    .map((line) => el(line.includes('// before:') ? 'mark' : 'span', {}, line))
}
