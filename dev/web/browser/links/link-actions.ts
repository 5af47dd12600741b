import type { UploadError } from '../../../../miniprogram/uploader/browser/index'
import { explainFile } from '../explain-file'
import type { Note } from '../list/file-row'
import type { Item } from '../uploads'
import type { Links } from './links'

/**
 * How long after a click a window may be opened, ms. Browsers block windows later than about 5 s after a click:
 * https://html.spec.whatwg.org/multipage/interaction.html#transient-activation-duration
 */
const CLICK_MS = 4_000

/** Opens and copies the link of an uploaded file. `show` writes a note into the file's row; `announce` also reads it aloud. */
export function createLinkActions(
  links: Links,
  { show, announce }: Record<'show' | 'announce', (item: Item, note: Note) => void>,
) {
  const renewals = new Map<Item, Promise<string | undefined>>()
  const opening = new Set<Item>()

  /** A new URL, or undefined after the row shows why there is none. Calls at the same time share one request. */
  function renew(item: Item): Promise<string | undefined> {
    const renewal = renewals.get(item) ?? fetchUrl(item).finally(() => renewals.delete(item))
    renewals.set(item, renewal)
    return renewal
  }
  async function fetchUrl(item: Item): Promise<string | undefined> {
    if (item.state.phase !== 'done') return undefined
    show(item, (words) => words.renewing)
    try {
      const url = await links.renewed(item.state.file)
      show(item, () => '')
      return url
    } catch (thrown) {
      announce(item, (words, locale) => words.noLink(explainFile(thrown as UploadError, locale).message))
      return undefined
    }
  }
  return {
    /** Opens a new URL; further clicks during the request are ignored. */
    async open(item: Item): Promise<void> {
      if (opening.has(item)) return
      const clickedAt = Date.now()
      opening.add(item)
      const url = await renew(item)
      opening.delete(item)
      if (!url) return
      if (Date.now() - clickedAt < CLICK_MS) window.open(url, '_blank', 'noopener')
      else announce(item, (words) => words.renewed)
    },
    async copy(item: Item): Promise<void> {
      if (item.state.phase !== 'done') return
      const url = links.valid(item.state.file) ?? (await renew(item))
      if (!url) return
      try {
        await navigator.clipboard.writeText(url)
        announce(item, (words) => words.copied)
      } catch {
        // The permission is missing, or the page is not focused any more.
        announce(item, (words) => words.notCopied)
      }
    },
  }
}
