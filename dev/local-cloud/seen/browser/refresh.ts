/**
 * Keeps the page up to date: fetches it again and exchanges only the items that are different. What is open stays open,
 * what is scrolled stays where it is, and what has not changed is not touched, so nothing flickers.
 */
const EVERY_MS = 2000

/** Of each item as the server wrote it; the one on show has been opened and closed since. */
const written = new WeakMap<Element, string>()

const keyOf = (item: Element): string => item.getAttribute('data-key') ?? ''

function remember(list: Element): void {
  for (const item of list.children) written.set(item, item.outerHTML)
}

/** The items of `next`, in its order, each by the element that is there already if it says the same. */
function update(list: Element, next: Element): void {
  const present = new Map([...list.children].map((item) => [keyOf(item), item]))
  let place: Element | null = list.firstElementChild
  for (const fresh of [...next.children]) {
    const old = present.get(keyOf(fresh))
    present.delete(keyOf(fresh))
    const text = fresh.outerHTML
    if (old && written.get(old) === text) {
      if (old === place) place = old.nextElementSibling
      else list.insertBefore(old, place)
      continue
    }
    written.set(fresh, text)
    if (!old) fresh.classList.add('new')
    list.insertBefore(fresh, place)
    if (!old) continue
    takeOver(old, fresh)
    if (old === place) place = old.nextElementSibling
    old.remove()
  }
  for (const gone of present.values()) gone.remove()
}

/** The new state of an item is as open as the old one, and has the focus if that had it. */
function takeOver(old: Element, fresh: Element): void {
  const wasOpen = old.querySelector('details')?.open ?? false
  const details = fresh.querySelector('details')
  if (details) details.open = wasOpen
  if (!old.contains(document.activeElement)) return
  const tag = document.activeElement?.localName ?? 'summary'
  fresh.querySelector<HTMLElement>(tag)?.focus({ preventScroll: true })
}

async function refresh(): Promise<void> {
  const response = await fetch(location.href, { cache: 'no-cache' })
  const next = new DOMParser().parseFromString(await response.text(), 'text/html')
  const lists = document.querySelectorAll('[data-list]')
  next.querySelectorAll('[data-list]').forEach((fresh, index) => {
    const list = lists[index]
    if (list) update(list, fresh)
  })
}

/** A picture that cannot be made smaller is none: its tile says what it is called. */
function hideBroken(image: EventTarget | null): void {
  if (image instanceof HTMLImageElement && image.complete && image.naturalWidth === 0) image.hidden = true
}

document.addEventListener('error', ({ target }) => hideBroken(target), true)
document.querySelectorAll('img').forEach(hideBroken)

const pause = document.getElementById('pause')
const lost = document.getElementById('lost')
let isPaused = false

async function tick(): Promise<void> {
  if (!isPaused && !document.hidden) {
    const isThere = await refresh().then(
      () => true,
      () => false,
    )
    if (lost) lost.hidden = isThere
  }
  setTimeout(tick, EVERY_MS)
}

function showPause(): void {
  if (!pause) return
  pause.hidden = false
  pause.textContent = (isPaused ? pause.dataset.resume : pause.dataset.pause) ?? ''
  document.documentElement.classList.toggle('paused', isPaused)
}

for (const list of document.querySelectorAll('[data-list]')) remember(list)
pause?.addEventListener('click', () => {
  isPaused = !isPaused
  showPause()
  if (!isPaused) void refresh()
})
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && !isPaused) void refresh()
})
showPause()
setTimeout(tick, EVERY_MS)
