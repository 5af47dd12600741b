import type { UnfinishedUpload } from '../../../uploader/wx/index'
import { type Properties, uploaderOf } from '../properties'

/** What an earlier run of the app left unfinished on this route, until the user decides on it. */
export interface UnfinishedOffer {
  uploads(): readonly UnfinishedUpload[]
  /** Asks the uploader, once for each route. */
  load(): void
  /** Ends the offer and returns what it held. */
  take(): UnfinishedUpload[]
  /** Ends the offer and deletes what was sent. */
  discard(): void
}

export function unfinishedOffer(
  properties: () => Pick<Properties, 'uploader' | 'route' | 'offerUnfinished'>,
  onChange: () => void,
): UnfinishedOffer {
  let uploads: UnfinishedUpload[] = []
  let loadedRoute = ''

  const set = (next: UnfinishedUpload[]): void => {
    const isOther = next.length > 0 || uploads.length > 0
    uploads = next
    if (isOther) onChange()
  }
  const take = (): UnfinishedUpload[] => {
    const taken = uploads
    set([])
    return taken
  }
  return {
    uploads: () => uploads,
    load() {
      const { route, offerUnfinished } = properties()
      const uploader = uploaderOf(properties())
      if (!uploader || !route || !offerUnfinished) return
      // A host sets properties again that have not changed, and each time the uploader is another copy.
      if (loadedRoute === route) return
      loadedRoute = route
      uploader.unfinished().then(
        (found) => set(found.filter((upload) => upload.route === route)),
        // If the storage cannot be read, there is nothing to offer.
        () => {},
      )
    },
    take,
    discard() {
      const uploader = uploaderOf(properties())
      for (const { id } of take()) uploader?.discard(id).catch(() => {})
    },
  }
}
