import { el, icon } from '../../../ui/element'
import type { Preferences } from '../../../ui/preferences'
import type { Words } from '../words/texts'
import { type Chosen, droppedFiles } from './dropped-files'

const CLOUD = 'M12 19v-8M8.5 14.5L12 11l3.5 3.5M7 18.5A4.5 4.5 0 0 1 6.3 9.6 6 6 0 0 1 17.8 8a4.8 4.8 0 0 1 .4 10.5'

/** The card to drop files on, with a button that opens a picker. Files may be dropped anywhere in the window. */
export function createDropZone(
  preferences: Preferences<Words>,
  pick: () => Promise<Chosen[]>,
  onChosen: (chosen: Chosen[]) => void,
) {
  const text = el('span', { class: 'drop__words' })
  const limits = el('p', { class: 'drop__limits' })
  const choose = el('button', { type: 'button', class: 'button button--main' })
  choose.addEventListener('click', () => void pick().then(onChosen))
  const element = el('section', { class: 'drop' }, icon(CLOUD), el('p', { class: 'drop__line' }, text, choose), limits)
  let over = false
  const write = (next: Words): void => {
    text.textContent = over ? next.dropHere : next.drop
    choose.textContent = next.chooseFiles
    limits.textContent = next.limits
  }
  let words: Words | undefined
  preferences.onWords((next) => {
    words = next
    write(next)
  })
  const setOver = (value: boolean): void => {
    over = value
    element.dataset.over = String(value)
    if (words) write(words)
  }
  listenToDrops(setOver, (transfer) => void droppedFiles(transfer).then(onChosen))
  return { element, focus: () => choose.focus() }
}

/** Listens on the window, so that the browser does not open a file that is dropped beside the card. */
function listenToDrops(setOver: (over: boolean) => void, onDrop: (transfer: DataTransfer) => void): void {
  const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false
  addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    setOver(true)
  })
  addEventListener('dragleave', ({ relatedTarget }) => {
    if (!relatedTarget) setOver(false)
  })
  addEventListener('drop', (event) => {
    if (!hasFiles(event) || !event.dataTransfer) return
    event.preventDefault()
    setOver(false)
    onDrop(event.dataTransfer)
  })
}
