import { MOST_OPEN_FILES } from '../file/limited-files'
import { type Limiter, limiter } from '../flow/limiter'
import { MOST_AT_ONCE, MOST_OPEN } from '../flow/places'
import { type SharedRecords, sharedRecords } from '../unfinished/shared-records'

/** What all uploaders of one app share, because they share its connections, its open files and its storage. */
export interface AppWide {
  /** Calls of `wx.uploadFile` that are open. */
  forms: Limiter
  /** Calls of `wx.request` that are open: WeChat counts them apart from uploads. */
  requests: Limiter
  /** Those of them that send parts: some are left to the calls to the backend. */
  parts: Limiter
  openFiles: Limiter
  records: SharedRecords
}

export const appWide = (): AppWide => ({
  forms: limiter(MOST_AT_ONCE),
  requests: limiter(MOST_OPEN),
  parts: limiter(MOST_AT_ONCE),
  openFiles: limiter(MOST_OPEN_FILES),
  records: sharedRecords(),
})

/** Of this JavaScript context, which is the app's. */
export const APP: AppWide = appWide()
