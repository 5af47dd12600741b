import type { Messages, WebCode } from './explain'

export const EN_WEB: Messages<WebCode> = {
  'origin-not-allowed': {
    message: 'Uploading from this page is not open yet; tell the operator',
    hint: '{host} does not let pages of {origin} in: set the bucket’s CORS rules, or CORS_ORIGINS of the backend.',
  },
  'script-missing': {
    message: 'A part of this page did not load; reload the page and try again',
    hint: 'The uploader’s second script did not come: {detail}. Is it served beside the first, does the page’s CSP allow it?',
  },
  unauthenticated: {
    message: 'You are signed out; sign in and try again',
    hint: 'The backend knows no session of these `headers`: check the token that they carry.',
  },
  'file-missing': {
    message: 'The file is gone; pick it again',
    hint: 'The browser has not kept it over a reload, or the user does not let the page have it again.',
  },
  'file-unreadable': {
    message: 'The file cannot be read; pick it again',
    hint: 'The browser cannot read it: {detail}.',
  },
  interrupted: {
    message: 'Paused; it goes on when you return',
    hint: 'The browser froze the page; uploads go on when it is shown again.',
  },
  'login-failed': { message: 'Signing in failed; try again', hint: '`headers` of createUploader failed: {detail}.' },
}
