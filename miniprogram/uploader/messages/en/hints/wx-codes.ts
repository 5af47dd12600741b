import type { Texts, WxCode } from '../../explain'

export const EN_WX_HINTS: Texts<WxCode> = {
  'too-many-connections':
    'WeChat allows 10 connections and about 100 open files at a time. The library queues and retries; if it gives up, the app’s own requests or files have stayed open for minutes.',
  'out-of-memory': 'Out of memory (errno 111 or 602300): upload fewer files at a time.',
  'domain-not-listed':
    'Add {host} to the {list} domain list of the mini-program’s console; while developing, you can disable the check in DevTools.',
  'certificate-invalid': '{detail}. Check the domain’s certificate: its chain, its dates and its host name.',
  'privacy-not-declared':
    'Declare “selected photos or videos / files” in the console’s privacy guideline; it takes effect once approved (errno 112).',
  'privacy-refused': 'The user refused the privacy prompt (errno 103 or 104); it is not shown again for 10 s.',
  'permission-denied': 'The system refused (errno 3); call wx.openAppAuthorizeSetting, so that the user can allow it.',
  'credentials-failed': '`credentials` of createStsUploader gave no usable credentials: {detail}.',
  unauthenticated:
    'No session, or an expired one. wx.login renews it by default; with your own `headers`, check their token.',
  'file-missing': 'WeChat may have removed the temporary file, or the path is not local.',
  'file-unreadable': '{detail}. The mini-program may not read this path, or its host has no file system.',
  interrupted:
    'WeChat interrupts the network 5 s after the mini-program is hidden, and uploads continue when it is shown again. They fail only if they are interrupted for minutes while it is shown.',
  'login-failed': 'wx.login gave no code, or your own `headers` failed: {detail}.',
  'type-not-accepted':
    'The route accepts {accept}; the file is {type}, judged by its first bytes and then by its extension.',
  'content-refused':
    'Declared as {declaredType}, found to be {type}; the backend has deleted the object. Retrying does not help.',
}
