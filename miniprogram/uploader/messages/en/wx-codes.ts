import type { Texts, WxCode } from '../explain'

export const EN_WX: Texts<WxCode> = {
  'too-many-connections': 'Too many connections are open; try again later',
  'out-of-memory': 'The phone is out of memory; close other apps and try again',
  'domain-not-listed': 'Uploads are not enabled yet; tell the operator',
  'certificate-invalid': 'The connection is not safe; the upload was stopped',
  'privacy-not-declared': 'Files cannot be picked yet; tell the operator',
  'privacy-refused': 'Agree to the privacy guideline to pick files',
  'permission-denied': 'Allow WeChat to use photos or camera in the system settings',
  'credentials-failed': 'The upload could not be authorised; try again later',
  unauthenticated: 'You are signed out; sign in and try again',
  'file-missing': 'The file is gone; pick it again',
  'file-unreadable': 'The file cannot be read; pick it again',
  interrupted: 'The connection was interrupted; try again',
  'login-failed': 'Signing in failed; try again',
  'type-not-accepted': 'This kind of file is not accepted ({type}); choose: {accept}',
  'content-refused': 'The file was refused: it calls itself {declaredType}, but its content is {type}',
}
