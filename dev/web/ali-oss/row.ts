import { el } from '../../preview/browser/shell/element'

type Button = [label: string, act: () => void]

/** One file on one of these pages. */
export interface Row {
  percent(percent: number): void
  /** The only button, for now: it ends the upload. That takes until a part has arrived, so the row says it is heard. */
  endBy(label: string): AbortSignal
  /** How it stands, and the only buttons, for now. Resolves to the one that is pressed. */
  ask<Label extends string>(words: string, labels: Label[]): Promise<Label>
  /** What it is at, with no button: there is nothing to end any more. */
  tell(words: string): void
  /** How it ended: words, and a link to what is there. */
  end(words: string, url?: string): void
}

export function createRow({ name }: File): { element: HTMLElement; row: Row } {
  const bar = el('progress', { max: '100', 'aria-label': name })
  bar.value = 0
  const words = el('span', { role: 'status' })
  const buttons = el('span', { class: 'row__buttons', tabindex: '-1' })
  const element = el('li', { class: 'ali-row' }, el('span', { class: 'row__name' }, name), bar, words, buttons)

  function show(said: string, ...shown: Button[]): void {
    words.textContent = said
    const focused = buttons.contains(document.activeElement)
    buttons.replaceChildren(...shown.map(([label, act]) => createButton(label, name, act)))
    // Whoever goes by the keyboard stays in the row.
    if (focused) (buttons.querySelector('button') ?? buttons).focus()
  }
  const row: Row = {
    percent(percent) {
      bar.value = percent
      words.textContent = `${percent}%`
    },
    endBy(label) {
      const ending = new AbortController()
      const end = (): void => {
        show(`${label}…`)
        ending.abort()
      }
      show('', [label, end])
      return ending.signal
    },
    ask: (said, labels) =>
      new Promise((resolve) => show(said, ...labels.map((label): Button => [label, () => resolve(label)]))),
    tell: (said) => show(said),
    end(said, url) {
      show(said)
      if (url) words.append(' ', el('a', { href: url, target: '_blank', rel: 'noopener' }, '打开 open'))
    },
  }
  return { element, row }
}

const createButton = (label: string, name: string, act: () => void): HTMLElement =>
  el('button', { type: 'button', class: 'button', 'aria-label': `${label} ${name}`, onclick: act }, label)
