import type { Texts, WebCode } from '../explain'

export const EN_WEB: Texts<WebCode> = {
  'origin-not-allowed': 'Uploads from this page are not allowed yet; tell the operator',
  'script-missing': 'A part of this page did not load; reload the page and try again',
  unauthenticated: 'You are signed out; sign in and try again',
  'file-missing': 'The file is gone; pick it again',
  'file-unreadable': 'The file cannot be read; pick it again',
  interrupted: 'The connection was interrupted; try again',
  'login-failed': 'Signing in failed; try again',
  'type-not-accepted': 'This kind of file is not accepted ({type})',
  'content-refused': 'The file was refused: it is of another type',
}
