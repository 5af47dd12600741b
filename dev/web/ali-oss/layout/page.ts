import '../../browser/web.css'
import './ali-oss.css'
import { el } from '../../../ui/element'
import { createPreferences } from '../../../ui/preferences'
import { randomKey } from '../random-key'
import { explainError } from './explain-error'
import { createRow, type Row } from './row'

type Translated = [zh: string, en: string]

export interface PageWords {
  title: string
  about: Translated
}

/** Builds a page: a heading, a file input, a row for each file, and the code that uploads it. */
export function buildPage(
  { title, about }: PageWords,
  upload: (file: File, key: string, row: Row) => Promise<void>,
): void {
  // Theme and language are those chosen on the web page.
  const { language } = createPreferences('web', { zh_CN: about[0], en: about[1] })
  const inLanguage = ([zh, en]: Translated): string => (language() === 'en' ? en : zh)
  const list = el('ul', { class: 'list', 'aria-label': '文件 files' })
  const input = el('input', { type: 'file', multiple: true, id: 'files' })
  input.addEventListener('change', () => {
    for (const file of Array.from(input.files ?? [])) {
      const { element, row } = createRow(file)
      list.append(element)
      upload(file, randomKey(file.name), row).catch((thrown: unknown) =>
        row.end(`✗ ${inLanguage(explainError(thrown))}`),
      )
    }
    // Cleared, so that the same file can be chosen again.
    input.value = ''
  })
  document.title = title
  const intro = el('div', {}, el('h1', {}, title), el('p', { class: 'about' }, inLanguage(about)))
  const back = el('a', { href: '/' }, '← wx-oss-upload')
  const offline = createOffline(
    inLanguage(['网络已断开，恢复后自动继续', 'Offline. Uploads resume when the network is back.']),
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

/** A message that is shown while the browser is offline. */
function createOffline(message: string): HTMLElement {
  const element = el('p', { class: 'offline', role: 'status' })
  const update = (): void => {
    element.textContent = navigator.onLine ? '' : message
  }
  addEventListener('online', update)
  addEventListener('offline', update)
  update()
  return element
}

/** The lines of the source; those with the comment `// before:` are marked. */
function sourceLines(): HTMLElement[] {
  const text = document.getElementById('source')?.textContent ?? ''
  return text
    .trimEnd()
    .split('\n')
    .map((line) => el(line.includes('// before:') ? 'mark' : 'span', {}, line))
}
