/**
 * Keeps the page up to date: it fetches the page again and replaces only the items that differ. Open items stay open,
 * the scroll position stays, and unchanged items are not touched, so nothing flickers.
 *
 * The browser runs this file as it is, with no build step; `tsc` checks its types from the comments.
 */
const REFRESH_MS = 2000

/**
 * The markup of each item as the server sent it. The element itself may differ: the user opens and closes items.
 * @type {WeakMap<Element, string>}
 */
const served = new WeakMap()

/** @param {Element} item */
const keyOf = (item) => item.getAttribute('data-key') ?? ''

/** @param {Element} list */
function remember(list) {
  for (const item of list.children) served.set(item, item.outerHTML)
}

/**
 * Gives `list` the items of `next` in their order. An unchanged item keeps its element.
 * @param {Element} list
 * @param {Element} next
 */
function update(list, next) {
  const present = new Map([...list.children].map((item) => [keyOf(item), item]))
  let place = list.firstElementChild
  for (const fresh of [...next.children]) {
    const old = present.get(keyOf(fresh))
    present.delete(keyOf(fresh))
    const text = fresh.outerHTML
    if (old && served.get(old) === text) {
      if (old === place) place = old.nextElementSibling
      else list.insertBefore(old, place)
      continue
    }
    served.set(fresh, text)
    if (!old) fresh.classList.add('new')
    list.insertBefore(fresh, place)
    if (!old) continue
    copyOpenAndFocus(old, fresh)
    if (old === place) place = old.nextElementSibling
    old.remove()
  }
  for (const gone of present.values()) gone.remove()
}

/**
 * The new element of an item is open if the old one was, and takes over its focus.
 * @param {Element} old
 * @param {Element} fresh
 */
function copyOpenAndFocus(old, fresh) {
  const wasOpen = old.querySelector('details')?.open ?? false
  const details = fresh.querySelector('details')
  if (details) details.open = wasOpen
  if (!old.contains(document.activeElement)) return
  const tag = document.activeElement?.localName ?? 'summary'
  /** @type {HTMLElement | null} */
  const focusable = fresh.querySelector(tag)
  focusable?.focus({ preventScroll: true })
}

async function refresh() {
  const response = await fetch(location.href, { cache: 'no-cache' })
  const next = new DOMParser().parseFromString(await response.text(), 'text/html')
  const lists = document.querySelectorAll('[data-list]')
  next.querySelectorAll('[data-list]').forEach((fresh, index) => {
    const list = lists[index]
    if (list) update(list, fresh)
  })
}

/**
 * Hides a thumbnail that cannot be made, so that its tile shows the file's extension.
 * @param {EventTarget | null} image
 */
function hideBroken(image) {
  if (image instanceof HTMLImageElement && image.complete && image.naturalWidth === 0) image.hidden = true
}

document.addEventListener('error', ({ target }) => hideBroken(target), true)
document.querySelectorAll('img').forEach(hideBroken)

const pause = document.getElementById('pause')
const lost = document.getElementById('lost')
let isPaused = false

async function tick() {
  if (!isPaused && !document.hidden) {
    const isReachable = await refresh().then(
      () => true,
      () => false,
    )
    if (lost) lost.hidden = isReachable
  }
  setTimeout(tick, REFRESH_MS)
}

function showPause() {
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
setTimeout(tick, REFRESH_MS)
