import { el, icon } from '../../preview/browser/shell/element'
import type { Preferences } from '../../preview/browser/shell/preferences'
import { type Chosen, droppedFiles } from './dropped-files'
import type { Words } from './words'

const CLOUD = 'M12 19v-8M8.5 14.5L12 11l3.5 3.5M7 18.5A4.5 4.5 0 0 1 6.3 9.6 6 6 0 0 1 17.8 8a4.8 4.8 0 0 1 .4 10.5'

/** The card that files are dropped on (the whole window takes them), with a button for whoever does not drag. */
export function createDropZone(
  preferences: Preferences<Words>,
  pick: () => Promise<Chosen[]>,
  onChosen: (chosen: Chosen[]) => void,
) {
  const words = el('span', { class: 'drop__words' })
  const limits = el('p', { class: 'drop__limits' })
  const choose = el('button', { type: 'button', class: 'button button--main' })
  choose.addEventListener('click', () => void pick().then(onChosen))
  const element = el('section', { class: 'drop' }, icon(CLOUD), el('p', { class: 'drop__line' }, words, choose), limits)
  let over = false
  const write = (say: Words): void => {
    words.textContent = over ? say.dropHere : say.drop
    choose.textContent = say.chooseFiles
    limits.textContent = say.limits
  }
  let said: Words | undefined
  preferences.say((say) => {
    said = say
    write(say)
  })
  const setOver = (value: boolean): void => {
    over = value
    element.dataset.over = String(value)
    if (said) write(said)
  }
  takeDrops(setOver, (transfer) => void droppedFiles(transfer).then(onChosen))
  return { element, focus: () => choose.focus() }
}

/** Also keeps the browser from opening a file that is dropped beside the card. */
function takeDrops(setOver: (over: boolean) => void, take: (transfer: DataTransfer) => void): void {
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
    take(event.dataTransfer)
  })
}
