import { el } from '../../../ui/element'

type Button = [label: string, act: () => void]

/** The row of one file. */
export interface Row {
  percent(percent: number): void
  /** Shows one button that aborts the signal. Stopping waits for the current part, so the row confirms the press at once. */
  abortButton(label: string): AbortSignal
  /** Shows a message and buttons. Resolves to the label that is pressed. */
  ask<Label extends string>(message: string, labels: Label[]): Promise<Label>
  /** Shows a message without buttons. */
  show(message: string): void
  /** Shows the result, with a link to the uploaded file. */
  end(message: string, url?: string): void
}

export function createRow({ name }: File): { element: HTMLElement; row: Row } {
  const bar = el('progress', { max: '100', 'aria-label': name })
  bar.value = 0
  const status = el('span', { role: 'status' })
  const buttons = el('span', { class: 'row__buttons', tabindex: '-1' })
  const element = el('li', { class: 'ali-row' }, el('span', { class: 'row__name' }, name), bar, status, buttons)

  function draw(message: string, ...shown: Button[]): void {
    status.textContent = message
    const focused = buttons.contains(document.activeElement)
    buttons.replaceChildren(...shown.map(([label, act]) => createButton(label, name, act)))
    // The keyboard focus stays in the row.
    if (focused) (buttons.querySelector('button') ?? buttons).focus()
  }
  const row: Row = {
    percent(percent) {
      bar.value = percent
      status.textContent = `${percent}%`
    },
    abortButton(label) {
      const controller = new AbortController()
      const abort = (): void => {
        draw(`${label}…`)
        controller.abort()
      }
      draw('', [label, abort])
      return controller.signal
    },
    ask: (message, labels) =>
      new Promise((resolve) => draw(message, ...labels.map((label): Button => [label, () => resolve(label)]))),
    show: (message) => draw(message),
    end(message, url) {
      draw(message)
      if (url) status.append(' ', el('a', { href: url, target: '_blank', rel: 'noopener' }, '打开 open'))
    },
  }
  return { element, row }
}

const createButton = (label: string, name: string, act: () => void): HTMLElement =>
  el('button', { type: 'button', class: 'button', 'aria-label': `${label} ${name}`, onclick: act }, label)
