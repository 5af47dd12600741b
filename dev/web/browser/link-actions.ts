import { explain, type UploadError } from '../../../miniprogram/uploader/browser/index'
import type { Note } from './file-row'
import type { Links } from './links'
import type { Item } from './uploads'

/**
 * A click counts for so long, ms. Later a window would come out of the blue, and browsers keep it back: the click opens
 * one for some 5 s. https://html.spec.whatwg.org/multipage/interaction.html#transient-activation-duration
 */
const CLICK_MS = 4_000

/** What can be done with the link of a file that is done. `show` tells of it in the file's row, `tell` aloud as well. */
export function createLinkActions(
  links: Links,
  { show, tell }: Record<'show' | 'tell', (item: Item, note: Note) => void>,
) {
  const coming = new Map<Item, Promise<string | undefined>>()
  const opening = new Set<Item>()

  /** A fresh URL, or undefined once the row says why there is none. One for all that ask meanwhile. */
  function renew(item: Item): Promise<string | undefined> {
    const renewal = coming.get(item) ?? fetchFresh(item).finally(() => coming.delete(item))
    coming.set(item, renewal)
    return renewal
  }
  async function fetchFresh(item: Item): Promise<string | undefined> {
    if (item.state.phase !== 'done') return undefined
    show(item, (words) => words.renewing)
    try {
      const url = await links.renewed(item.state.file)
      show(item, () => '')
      return url
    } catch (thrown) {
      tell(item, (words, locale) => words.noLink(explain(thrown as UploadError, locale).message))
      return undefined
    }
  }
  return {
    /** By a fresh URL: once, however often it is clicked meanwhile. */
    async open(item: Item): Promise<void> {
      if (opening.has(item)) return
      const clickedAt = Date.now()
      opening.add(item)
      const url = await renew(item)
      opening.delete(item)
      if (!url) return
      if (Date.now() - clickedAt < CLICK_MS) window.open(url, '_blank', 'noopener')
      else tell(item, (words) => words.renewed)
    },
    async copy(item: Item): Promise<void> {
      if (item.state.phase !== 'done') return
      const url = links.valid(item.state.file) ?? (await renew(item))
      if (!url) return
      try {
        await navigator.clipboard.writeText(url)
        tell(item, (words) => words.copied)
      } catch {
        // Not allowed to, or the page is no longer in front.
        tell(item, (words) => words.notCopied)
      }
    },
  }
}
