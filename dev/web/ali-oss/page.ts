import '../browser/web.css'
import './ali-oss.css'
import { el } from '../../preview/browser/shell/element'
import { createPreferences } from '../../preview/browser/shell/preferences'
import { randomKey } from './random-key'

/** One file on one of these pages. */
export interface Row {
  percent(percent: number): void
  button(label: string, act: () => void): void
  /** How it ended: words, and a link to what is there. */
  end(words: string, url?: string): void
}

export interface PageWords {
  title: string
  about: [zh: string, en: string]
}

/** A page with a heading, an input for files, a row for each, and the code that does it. */
export function buildPage(
  { title, about }: PageWords,
  upload: (file: File, key: string, row: Row) => Promise<void>,
): void {
  // Theme and language as they were chosen on the web page.
  const { language } = createPreferences('web', { zh_CN: about[0], en: about[1] })
  const list = el('ul', { class: 'list', 'aria-label': '文件 files' })
  const input = el('input', { type: 'file', multiple: true, id: 'files' })
  input.addEventListener('change', () => {
    for (const file of Array.from(input.files ?? [])) {
      const { element, row } = createRow(file)
      list.append(element)
      upload(file, randomKey(file.name), row).catch((thrown: Error) => row.end(`✗ ${thrown.message}`))
    }
    // So that the same file can be chosen again.
    input.value = ''
  })
  document.title = title
  const intro = el(
    'div',
    {},
    el('h1', {}, title),
    el('p', { class: 'about' }, language() === 'en' ? about[1] : about[0]),
  )
  const back = el('a', { href: '/' }, '← wx-oss-upload')
  const form = [el('label', { for: 'files' }, '选择文件 choose files'), input, list]
  const code = el('pre', { class: 'code', tabindex: '0' }, ...sourceLines())
  const parts = [
    el('nav', {}, back),
    el('header', { class: 'head' }, intro),
    el('section', { class: 'card' }, ...form),
    el('section', { class: 'card' }, el('h2', {}, '代码 code'), code),
  ]
  document.body.append(el('main', {}, ...parts))
}

function createRow({ name }: File): { element: HTMLElement; row: Row } {
  const bar = el('progress', { max: '100', 'aria-label': name })
  bar.value = 0
  const words = el('span', { role: 'status' })
  const buttons = el('span', { class: 'row__buttons' })
  const element = el('li', { class: 'ali-row' }, el('span', { class: 'row__name' }, name), bar, words, buttons)
  return {
    element,
    row: {
      percent(percent) {
        bar.value = percent
        words.textContent = `${percent}%`
      },
      button: (label, act) =>
        buttons.append(
          el('button', { type: 'button', class: 'button', 'aria-label': `${label} ${name}`, onclick: act }, label),
        ),
      end(said, url) {
        buttons.replaceChildren()
        words.replaceChildren(
          said,
          ...(url ? [' ', el('a', { href: url, target: '_blank', rel: 'noopener' }, '打开 open')] : []),
        )
      },
    },
  }
}

/** The file that does it, as it is; what was otherwise before is marked in it. */
function sourceLines(): HTMLElement[] {
  const text = document.getElementById('source')?.textContent ?? ''
  return text
    .trimEnd()
    .split('\n')
    .map((line) => el(line.includes('// before:') ? 'mark' : 'span', {}, line))
}
