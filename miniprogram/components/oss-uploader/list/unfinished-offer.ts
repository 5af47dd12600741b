import type { RouteTypes, UnfinishedUpload, Uploader } from '../../../uploader/wx/index'

/** What an earlier run of the app began on this route and did not finish, until the user has decided on it. */
export interface UnfinishedOffer {
  uploads(): readonly UnfinishedUpload[]
  /** Looks what there is, once for each route; what is being carried on is not. */
  look(): void
  /** Hands them over: the offer is over. */
  take(): UnfinishedUpload[]
  /** Has what was sent of them removed. */
  discard(): void
}

export interface OfferOwner {
  settings(): { uploader: Uploader<RouteTypes> | null; route: string; offerUnfinished: boolean }
  onChange(): void
}

export function unfinishedOffer({ settings, onChange }: OfferOwner): UnfinishedOffer {
  let uploads: UnfinishedUpload[] = []
  let looked = ''

  const become = (next: UnfinishedUpload[]): void => {
    const isOther = next.length > 0 || uploads.length > 0
    uploads = next
    if (isOther) onChange()
  }
  const take = (): UnfinishedUpload[] => {
    const taken = uploads
    become([])
    return taken
  }
  return {
    uploads: () => uploads,
    look() {
      const { uploader, route, offerUnfinished } = settings()
      if (!uploader || !route || !offerUnfinished) return
      // A host sets properties again that have not changed, and each time the uploader is another copy.
      if (looked === route) return
      looked = route
      uploader.unfinished().then(
        (found) => become(found.filter((upload) => upload.route === route)),
        // Storage that cannot be read offers nothing.
        () => {},
      )
    },
    take,
    discard() {
      const { uploader } = settings()
      for (const { id } of take()) uploader?.discard(id).catch(() => {})
    },
  }
}
