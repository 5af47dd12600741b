import type { Messages, WxCode } from '../explain'

export const EN_WX: Messages<WxCode> = {
  'too-many-connections': {
    message: 'Too many connections are open. Please try again later',
    hint: 'WeChat allows 10 connections and about 100 open files at a time. The library queues and retries; if it gives up, the app’s own requests or files have stayed open for minutes.',
  },
  'out-of-memory': {
    message: 'The phone is out of memory; close other apps and try again',
    hint: 'Out of memory (errno 111 or 602300): upload fewer files at a time.',
  },
  'domain-not-listed': {
    message: 'Uploads are not enabled yet; tell the operator',
    hint: 'Add {host} to the {list} domain list of the mini-program’s console; while developing, you can disable the check in DevTools.',
  },
  'certificate-invalid': {
    message: 'The connection is not safe; the upload was stopped',
    hint: '{detail}. Check the domain’s certificate: its chain, its dates and its host name.',
  },
  'privacy-not-declared': {
    message: 'Files cannot be picked yet; tell the operator',
    hint: 'Declare “selected photos or videos / files” in the console’s privacy guideline; it takes effect once approved (errno 112).',
  },
  'privacy-refused': {
    message: 'Agree to the privacy guideline to pick files',
    hint: 'The user refused the privacy prompt (errno 103 or 104); it is not shown again for 10 s.',
  },
  'permission-denied': {
    message: 'Allow WeChat to use photos or camera in the system settings',
    hint: 'The system refused (errno 3); call wx.openAppAuthorizeSetting, so that the user can allow it.',
  },
  'credentials-failed': {
    message: 'The upload could not be authorised; try again later',
    hint: '`credentials` of createStsUploader gave no usable credentials: {detail}.',
  },
  unauthenticated: {
    message: 'You are signed out; sign in and try again',
    hint: 'No session, or an expired one. wx.login renews it by default; with your own `headers`, check their token.',
  },
  'file-missing': {
    message: 'The file is gone; pick it again',
    hint: 'WeChat may have removed the temporary file, or the path is not local.',
  },
  'file-unreadable': {
    message: 'The file cannot be read; pick it again',
    hint: '{detail}. The mini-program may not read this path, or its host has no file system.',
  },
  interrupted: {
    message: 'The connection was interrupted. Please try again',
    hint: 'WeChat interrupts the network 5 s after the mini-program is hidden, and uploads continue when it is shown again. They fail only if they are interrupted for minutes while it is shown.',
  },
  'login-failed': {
    message: 'Signing in failed; try again',
    hint: 'wx.login gave no code, or your own `headers` failed: {detail}.',
  },
  'type-not-accepted': {
    message: 'This kind of file is not accepted ({type}); choose: {accept}',
    hint: 'The route accepts {accept}; the file is {type}, judged by its first bytes and then by its extension.',
  },
  'content-refused': {
    message: 'The file was refused: it calls itself {declaredType}, but its content is {type}',
    hint: 'Declared as {declaredType}, found to be {type}; the backend has deleted the object. Retrying does not help.',
  },
}
