import type { Routes } from '../server/routes'
import { createUploader, type Uploader } from './uploader/wx/index'

/**
 * Where the signing backend runs. THE ONE LINE TO EDIT.
 *
 * `npm start` prints the line to put here when its port is taken. On a phone, use the computer's address in the local
 * network; for a release, https and a domain that is on the list of legal request domains.
 */
const SERVER = 'http://localhost:7482'

export interface UploadApp {
  uploader: Uploader<Routes>
}

/** One uploader for the whole app: its listeners stay, and its connections are one budget. */
App<UploadApp>({ uploader: createUploader<Routes>({ server: SERVER }) })
