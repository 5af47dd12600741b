import { explain, type UploadError } from '../../../miniprogram/uploader/browser/index'
import type { Note } from './file-row'
import type { Links } from './links'
import type { Item } from './uploads'

/** What can be done with the link of a file that is done. `show` tells of it in the file's row, `tell` aloud as well. */
export function createLinkActions(
  links: Links,
  { show, tell }: Record<'show' | 'tell', (item: Item, note: Note) => void>,
) {
  /** A fresh URL, or undefined once the row says why there is none. */
  async function renew(item: Item): Promise<string | undefined> {
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
    renew,
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
