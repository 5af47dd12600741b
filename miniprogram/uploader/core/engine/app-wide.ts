import { MOST_OPEN_FILES } from '../file/limited-files'
import { APP_CONNECTIONS, type Limiter, limiter } from '../flow/limiter'
import { type SharedRecords, sharedRecords } from '../unfinished/shared-records'

/** What all uploaders of one app share, because they share its connections, its open files and its storage. */
export interface AppWide {
  connections: Limiter
  openFiles: Limiter
  records: SharedRecords
}

export const appWide = (): AppWide => ({
  connections: limiter(APP_CONNECTIONS),
  openFiles: limiter(MOST_OPEN_FILES),
  records: sharedRecords(),
})
