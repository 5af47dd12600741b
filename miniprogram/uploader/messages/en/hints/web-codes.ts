import type { Texts, WebCode } from '../../explain'

export const EN_WEB_HINTS: Texts<WebCode> = {
  'origin-not-allowed':
    '{host} does not allow pages of {origin}: set the CORS rules of the bucket, or CORS_ORIGINS of the backend.',
  'script-missing':
    'The uploader’s second script did not load: {detail}. Is it served beside the first, and does the page’s CSP allow it?',
  unauthenticated: 'The backend does not accept the session of these `headers`: check their token.',
  'file-missing': 'The browser did not keep it over a reload, or the user did not allow the page to read it again.',
  'file-unreadable': 'The browser cannot read it: {detail}.',
  interrupted:
    'The browser froze the page; uploads continue when it is shown again. They fail only if they are interrupted for minutes while it is shown.',
  'login-failed': '`headers` of createUploader failed: {detail}.',
  'type-not-accepted': 'The route accepts {accept}.',
  'content-refused': 'Declared as {declaredType}, found {type}.',
}
