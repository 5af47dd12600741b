import type { Messages, WebCode } from '../explain'

export const EN_WEB: Messages<WebCode> = {
  'origin-not-allowed': {
    message: 'Uploads from this page are not allowed yet; tell the operator',
    hint: '{host} does not allow pages of {origin}: set the CORS rules of the bucket, or CORS_ORIGINS of the backend.',
  },
  'script-missing': {
    message: 'A part of this page did not load; reload the page and try again',
    hint: 'The uploader’s second script did not load: {detail}. Is it served beside the first, and does the page’s CSP allow it?',
  },
  unauthenticated: {
    message: 'You are signed out; sign in and try again',
    hint: 'The backend does not accept the session of these `headers`: check their token.',
  },
  'file-missing': {
    message: 'The file is gone; pick it again',
    hint: 'The browser did not keep it over a reload, or the user did not allow the page to read it again.',
  },
  'file-unreadable': {
    message: 'The file cannot be read; pick it again',
    hint: 'The browser cannot read it: {detail}.',
  },
  interrupted: {
    message: 'The connection was interrupted. Please try again',
    hint: 'The browser froze the page; uploads continue when it is shown again. They fail only if they are interrupted for minutes while it is shown.',
  },
  'login-failed': { message: 'Signing in failed; try again', hint: '`headers` of createUploader failed: {detail}.' },
  'type-not-accepted': {
    message: 'This kind of file is not accepted ({type})',
    hint: 'The route accepts {accept}.',
  },
  'content-refused': {
    message: 'The file was refused: it is of another type',
    hint: 'Declared as {declaredType}, found {type}.',
  },
}
