import type { Locale, RouteTypes, Uploader } from '../../../uploader/wx/index'
import type { Emit } from '../events'

/** The component, as its list sees it. */
export interface Owner {
  /** Read anew at each use: a host may set properties late. */
  settings(): {
    uploader: Uploader<RouteTypes> | null
    route: string
    input: unknown
    locale: Locale
    autoUpload: boolean
  }
  newUid(): string
  /** ms */
  now(): number
  /** Once the host has finished what it is doing. */
  later(act: () => void): void
  emit: Emit
  /** The list looks different. */
  onChange(): void
}
