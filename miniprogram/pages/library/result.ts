import { explain, type Outcome } from '../../uploader/wx/index'
import { pageLanguage } from '../language'

export interface Result {
  id: number
  name: string
  /** '' if the upload failed. */
  url: string
  /** Why the upload failed; '' if the file is stored. */
  message: string
}

export const resultOf = (outcome: Outcome, index: number): Result =>
  outcome.ok
    ? { id: index, name: outcome.file.name ?? lastSegment(outcome.file.key), url: outcome.file.url, message: '' }
    : { id: index, name: '', url: '', message: explain(outcome.error, pageLanguage()).message }

const lastSegment = (key: string): string => key.slice(key.lastIndexOf('/') + 1)
