import type { Routes } from '../server/routes'
import { createUploader, type Uploader } from './uploader/wx/index'

/**
 * The address of the signing backend. THIS IS THE ONLY LINE TO EDIT.
 *
 * If the usual port is taken, `npm start` prints the line to put here. On a phone, use the computer's address in the
 * local network; for a release, use https and a domain that is on WeChat's list of legal request domains.
 */
const SERVER = 'http://localhost:7482'

export interface UploadApp {
  uploader: Uploader<Routes>
}

/** The whole app shares one uploader: its listeners are never removed, and it limits the connections of all uploads. */
App<UploadApp>({ uploader: createUploader<Routes>({ server: SERVER }) })
